using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Requirements on fields: name and namespace for every kind, and what the kind declares selectable.</summary>
internal sealed class FieldSelector
{
    public static readonly FieldSelector Everything = new([]);

    private readonly List<(string Field, bool Equal, string Value)> _terms;

    private FieldSelector(List<(string Field, bool Equal, string Value)> terms) => _terms = terms;

    /// <exception cref="ApiStatusException">400: not a selector, or a field that cannot be selected on.</exception>
    public static FieldSelector Parse(string? text, ResourceDefinition resource)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var terms = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(term => ParseTerm(text, term.Trim())).ToList();
        foreach (var (field, _, _) in terms)
        {
            if (field is not ("metadata.name" or "metadata.namespace") && !resource.SelectableFields.Contains(field))
            {
                throw Refusals.BadRequest(resource.IsCustom || resource.SelectableFields.Count > 0
                    ? $"field label not supported: {field}"
                    : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }
        }

        return new FieldSelector(terms);
    }

    public bool Matches(StoredObject item)
    {
        if (_terms.Count == 0)
        {
            return true;
        }

        var tree = new Lazy<JsonObject>(item.ToNode);
        return _terms.TrueForAll(term => (Value(item, tree, term.Field) == term.Value) == term.Equal);
    }

    private static string Value(StoredObject item, Lazy<JsonObject> tree, string field) => field switch
    {
        "metadata.name" => item.Name,
        "metadata.namespace" => item.Namespace,
        "source" => tree.Value.Child("source").Text("component") ?? "",
        _ => field.Split('.').Aggregate((JsonNode?)tree.Value, (node, name) => (node as JsonObject)?[name]) is { } found
            ? found.AsText() ?? found.ToJsonText()
            : "",
    };

    private static (string Field, bool Equal, string Value) ParseTerm(string text, string term)
    {
        foreach (var (sign, equal) in ((string, bool)[])[("!=", false), ("==", true), ("=", true)])
        {
            var at = term.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0)
            {
                return (term[..at], equal, term[(at + sign.Length)..]);
            }
        }

        throw Refusals.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
    }
}
