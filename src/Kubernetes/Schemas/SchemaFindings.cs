using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>Collects findings and words them as the API server does.</summary>
internal sealed class SchemaFindings
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<SchemaFinding> _found = [];

    public int Count => _found.Count;

    public IReadOnlyList<SchemaFinding> Sorted() =>
        [.. _found.Distinct().OrderBy(finding => finding.ToString(), StringComparer.Ordinal)];

    public void Required(string path, string detail) => Add(path, $"Required value: {detail}");

    public void Forbidden(string path, string detail) => Add(path, $"Forbidden: {detail}");

    public void Invalid(string path, JsonNode? value, string detail) =>
        Add(path, $"Invalid value: {value?.ToJsonString(Plain) ?? "null"}: {detail}");

    public void Unsupported(string path, JsonNode? value, IEnumerable<string> supported) => Add(
        path,
        $"Unsupported value: {value?.ToJsonString(Plain) ?? "null"}: supported values: {string.Join(", ", supported)}");

    private void Add(string path, string message) => _found.Add(new SchemaFinding(path, message));
}
