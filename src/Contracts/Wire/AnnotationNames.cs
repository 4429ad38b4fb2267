namespace Gko.Contracts.Wire;

/// <summary>Annotations that the operator reads or that upstream left behind.</summary>
public static class AnnotationNames
{
    /// <summary>On a CustomResourceDefinition: version of the operator that it was generated for.</summary>
    public const string OperatorVersion = "gravitee.io/operator.version";

    /// <summary>Upstream's lower-case hex SHA-256 of the spec as it was last reconciled.</summary>
    public const string LastSpecHash = "gravitee.io/last-spec-hash";

    /// <summary>On an API: <c>"true"</c> makes it a template for ingresses. On an Ingress: name of the template to use.</summary>
    public const string Template = "gravitee.io/template";

    /// <summary>On a ManagementContext: <c>namespace/name</c> of the Secret it used before, or empty.</summary>
    public const string LastSecretRef = "gravitee.io/last-secret-ref";

    /// <summary><c>"true"</c> or <c>"false"</c>: whether changes made in APIM are looked for and undone.</summary>
    public const string DriftDetection = "gravitee.io/drift-detection";

    /// <summary>What the operator does with the object: one of <see cref="ReconcilePolicies"/>.</summary>
    public const string ReconcilePolicy = "gravitee.io/reconcile-policy";

    /// <summary>Left by upstream on Secrets and ConfigMaps used by templates: the decimal number of references to them.</summary>
    public const string References = "gravitee.io/references";

    /// <summary>Left by upstream on Secrets and ConfigMaps used by templates: a JSON array of <c>namespace/name</c> of one kind.</summary>
    public static string ReferencingObjects(string kind) => $"gravitee.io/{kind.ToLowerInvariant()}s";
}
