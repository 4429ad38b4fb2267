using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Inside <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c> a schema may restrict values but not describe structure.
/// </summary>
internal static class CombinerLint
{
    private static readonly string[] ForbiddenInCombiners =
        ["type", "default", "description", "title", "nullable", "additionalProperties", "x-kubernetes-preserve-unknown-fields",
         "x-kubernetes-int-or-string", "x-kubernetes-embedded-resource", "x-kubernetes-list-type", "x-kubernetes-list-map-keys",
         "x-kubernetes-map-type", "x-kubernetes-validations"];

    public static void Check(JsonObject schema, string path, List<FieldError> errors)
    {
        var intOrString = schema.Flag("x-kubernetes-int-or-string") is true;
        foreach (var name in (string[])["allOf", "anyOf", "oneOf"])
        {
            var parts = (schema.Items(name) ?? []).OfType<JsonObject>().ToList();
            for (var index = 0; index < parts.Count; index++)
            {
                Combined(parts[index], $"{path}.{name}[{index}]", errors, intOrString);
            }
        }

        if (schema.Child("not") is { } not)
        {
            Combined(not, $"{path}.not", errors, intOrString);
        }
    }

    private static void Combined(JsonObject schema, string path, List<FieldError> errors, bool typesAllowed)
    {
        foreach (var (name, child) in schema.Child("properties") ?? [])
        {
            if (child is JsonObject property)
            {
                Combined(property, $"{path}.properties[{name}]", errors, typesAllowed: false);
            }
        }

        if (schema.Child("items") is { } items)
        {
            Combined(items, $"{path}.items", errors, typesAllowed: false);
        }

        foreach (var name in ForbiddenInCombiners.Where(schema.ContainsKey).Where(name => !(typesAllowed && name == "type")))
        {
            errors.Add(FieldError.Forbidden($"{path}.{name}", "must be empty to be structural"));
        }

        Check(schema, path, errors);
    }
}
