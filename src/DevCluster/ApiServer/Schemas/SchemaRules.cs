using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Runs the CEL rules of a schema over an object that is otherwise valid.</summary>
internal static class SchemaRules
{
    public static readonly FieldError NotChecked = FieldError.Invalid(FieldError.NoField, null,
        "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");

    /// <param name="old">The stored value; rules that read <c>oldSelf</c> run only when there is one.</param>
    public static void Check(JsonNode? node, JsonNode? old, Schema schema, string path, List<FieldError> errors)
    {
        if (!schema.HasRules || node is null)
        {
            return;
        }

        errors.AddRange(schema.Rules.Select(rule => rule.Check(node, old, path)).OfType<FieldError>());
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    if (schema.Field(name, out _) is { } field)
                    {
                        Check(value, (old as JsonObject)?[name], field, path.Length == 0 ? name : $"{path}.{name}", errors);
                    }
                }

                break;
            case JsonArray list when schema.Items is { } items:
                for (var index = 0; index < list.Count; index++)
                {
                    Check(list[index], null, items, $"{path}[{index}]", errors);
                }

                break;
            default:
                break;
        }
    }
}
