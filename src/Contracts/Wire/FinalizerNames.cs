namespace Gko.Contracts.Wire;

/// <summary>Finalizers, under the names that upstream uses, so that either operator can finish the other's work.</summary>
public static class FinalizerNames
{
    /// <summary>On both API kinds.</summary>
    public const string Api = "finalizers.gravitee.io/apidefinitiondeletion";

    /// <summary>On an API that ingresses use as their template.</summary>
    public const string ApiTemplate = "finalizers.gravitee.io/apidefinitiontemplate";

    public const string ManagementContext = "finalizers.gravitee.io/managementcontextdeletion";

    public const string ApiResource = "finalizers.gravitee.io/apiresource";

    /// <summary>Left by upstream on Secrets that a ManagementContext uses; never set here, only released.</summary>
    public const string ManagementContextSecret = "finalizers.gravitee.io/managementcontextSecret";

    /// <summary>Left by upstream on Secrets and ConfigMaps that templates use; never set here, only released.</summary>
    public const string Templating = "finalizers.gravitee.io/templating";
}
