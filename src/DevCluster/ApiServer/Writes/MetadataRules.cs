using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>The rules of <c>metadata</c>, for every kind.</summary>
internal static partial class MetadataRules
{
    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
        + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string KeyRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static List<FieldError> Validate(ResourceDefinition resource, JsonObject node)
    {
        var metadata = node.Metadata();
        var errors = new List<FieldError>();
        Name(resource, metadata.Text("name") ?? "", errors);
        foreach (var (key, value) in metadata.Child("labels") ?? [])
        {
            Key("metadata.labels", key, errors);
            if (value.AsText() is { } text && (text.Length > 63 || !ValuePattern().IsMatch(text)))
            {
                errors.Add(FieldError.Invalid("metadata.labels", text, text.Length > 63 ? "must be no more than 63 bytes" : ValueRule));
            }
        }

        foreach (var (key, _) in metadata.Child("annotations") ?? [])
        {
            Key("metadata.annotations", key, errors);
        }

        foreach (var finalizer in metadata.Texts("finalizers"))
        {
            Finalizer(finalizer, errors);
        }

        Owners(metadata, errors);
        return errors;
    }

    public static List<FieldError> ValidateUpdate(JsonObject node, JsonObject old)
    {
        var (now, before) = (node.Metadata(), old.Metadata());
        var errors = new List<FieldError>();
        foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp"])
        {
            if (now.Text(field) != before.Text(field))
            {
                errors.Add(FieldError.Invalid($"metadata.{field}", now[field], "field is immutable"));
            }
        }

        var added = now.Texts("finalizers").Except(before.Texts("finalizers")).ToList();
        if (before.Text("deletionTimestamp") is not null && added.Count > 0)
        {
            errors.Add(FieldError.Forbidden("metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                + $"{string.Join(", ", added.Select(item => $"\"{item}\""))}}}"));
        }

        return errors;
    }

    private static void Name(ResourceDefinition resource, string name, List<FieldError> errors)
    {
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
            return;
        }

        if (resource.Group == "rbac.authorization.k8s.io")
        {
            if (name.Contains('/', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal))
            {
                errors.Add(FieldError.Invalid("metadata.name", name, "may not contain '/' or '%'"));
            }

            return;
        }

        var isLabel = resource.QualifiedName is "namespaces" or "services";
        var limit = isLabel ? 63 : 253;
        if (name.Length > limit)
        {
            errors.Add(FieldError.Invalid("metadata.name", name, $"must be no more than {limit} bytes"));
        }
        else if (!(isLabel ? DnsLabelPattern() : SubdomainPattern()).IsMatch(name))
        {
            errors.Add(FieldError.Invalid("metadata.name", name, isLabel ? LabelRule : SubdomainRule));
        }
    }

    /// <summary>Checks a qualified name: a local part, after the prefix of a domain if there is one.</summary>
    public static void Key(string field, string key, List<FieldError> errors)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var local = key[(slash + 1)..];
        if (slash > 0 && !SubdomainPattern().IsMatch(key[..slash]))
        {
            errors.Add(FieldError.Invalid(field, key, $"prefix part {SubdomainRule}"));
        }

        if (local.Length == 0 || local.Length > 63 || !KeyPattern().IsMatch(local))
        {
            errors.Add(FieldError.Invalid(field, key, local.Length switch
            {
                0 => "name part must be non-empty",
                > 63 => "name part must be no more than 63 bytes",
                _ => KeyRule,
            }));
        }
    }

    private static void Finalizer(string finalizer, List<FieldError> errors)
    {
        var before = errors.Count;
        Key("metadata.finalizers", finalizer, errors);
        if (errors.Count == before && !finalizer.Contains('/', StringComparison.Ordinal)
            && finalizer is not (FinalizerNames.Foreground or FinalizerNames.Orphan or FinalizerNames.DefinitionCleanup))
        {
            errors.Add(FieldError.Invalid("metadata.finalizers", finalizer,
                "name is neither a standard finalizer name nor is it fully qualified"));
        }
    }

    private static void Owners(JsonObject metadata, List<FieldError> errors)
    {
        var owners = (metadata.Items("ownerReferences") ?? []).OfType<JsonObject>().ToList();
        for (var index = 0; index < owners.Count; index++)
        {
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (string.IsNullOrEmpty(owners[index].Text(field)))
                {
                    errors.Add(FieldError.Invalid($"metadata.ownerReferences[{index}].{field}", "", $"{field} must not be empty"));
                }
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabelPattern();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex ValuePattern();
}
