using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Defaults and rules of CustomResourceDefinition.</summary>
internal static class DefinitionRules
{
    public static void Complete(JsonObject node)
    {
        if (node.Child("spec").Child("names") is not { } names || names.Text("kind") is not { } kind)
        {
            return;
        }

        if (string.IsNullOrEmpty(names.Text("singular")))
        {
            names["singular"] = kind.ToLowerInvariant();
        }

        if (string.IsNullOrEmpty(names.Text("listKind")))
        {
            names["listKind"] = $"{kind}List";
        }
    }

    public static void Begin(JsonObject node)
    {
        var stored = (node.Child("spec").Items("versions") ?? []).OfType<JsonObject>()
            .Where(version => version.Flag("storage") is true).Select(version => version.Text("name") ?? "");
        node["status"] = new JsonObject
        {
            ["acceptedNames"] = new JsonObject { ["kind"] = "", ["plural"] = "" },
            ["conditions"] = new JsonArray(),
            ["storedVersions"] = stored.ToJsonArray(),
        };
    }

    public static List<FieldError> Validate(JsonObject node, JsonObject? old)
    {
        var spec = node.Child("spec");
        var names = spec.Child("names");
        var errors = new List<FieldError>();
        var name = node.Child("metadata").Text("name") ?? "";
        if (name != $"{names.Text("plural")}.{spec.Text("group")}")
        {
            errors.Add(FieldError.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }

        if (!(spec.Text("group") ?? "").Contains('.', StringComparison.Ordinal))
        {
            errors.Add(FieldError.Invalid("spec.group", spec.Text("group"), "should be a domain with at least one dot"));
        }

        if (old is not null && spec.Text("scope") != old.Child("spec").Text("scope"))
        {
            errors.Add(FieldError.Invalid("spec.scope", spec.Text("scope"), "field is immutable"));
        }

        if (spec.Child("conversion").Text("strategy") is not (null or "None") and var strategy)
        {
            errors.Add(FieldError.NotSupported("spec.conversion.strategy", strategy, ["None"]));
        }

        Versions(spec, errors);
        return errors;
    }

    private static void Versions(JsonObject? spec, List<FieldError> errors)
    {
        var versions = (spec.Items("versions") ?? []).OfType<JsonObject>().ToList();
        if (versions.Count(version => version.Flag("storage") is true) != 1)
        {
            errors.Add(FieldError.Invalid("spec.versions", spec?["versions"], "must have exactly one version marked as storage version"));
        }

        for (var index = 0; index < versions.Count; index++)
        {
            var path = $"spec.versions[{index}]";
            if (versions[index].Child("schema").Child("openAPIV3Schema") is not { } schema)
            {
                errors.Add(FieldError.Required($"{path}.schema.openAPIV3Schema"));
                continue;
            }

            // With one version the server speaks of the schema as if it were the common one.
            var found = SchemaLint.Check(schema);
            errors.AddRange(versions.Count == 1
                ? found
                : found.Select(error => error with
                {
                    Field = error.Field.Replace(SchemaLint.Root, $"{path}.schema.openAPIV3Schema", StringComparison.Ordinal),
                }));
            Columns(versions[index], versions.Count == 1 ? "spec" : path, errors);
        }
    }

    // A path is only looked at; one that cannot be read costs its column and those after it.
    private static void Columns(JsonObject version, string path, List<FieldError> errors)
    {
        var columns = (version.Items("additionalPrinterColumns") ?? []).OfType<JsonObject>().ToList();
        for (var index = 0; index < columns.Count; index++)
        {
            var jsonPath = columns[index].Text("jsonPath") ?? "";
            if (jsonPath.Length == 0)
            {
                errors.Add(FieldError.Required($"{path}.additionalPrinterColumns[{index}].JSONPath"));
            }
            else if (jsonPath[0] != '.')
            {
                errors.Add(FieldError.Invalid(
                    $"{path}.additionalPrinterColumns[{index}].JSONPath", jsonPath, "must be a simple json path starting with ."));
            }
        }
    }
}
