using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Configuration;

/// <summary>A mapping of a kubeconfig that knows where it stands, so that complaints can say so.</summary>
/// <param name="File">The file that holds it; its relative paths start in that file's folder.</param>
/// <param name="Entry">Such as <c>user 'admin'</c>.</param>
/// <param name="Json">The mapping.</param>
internal sealed record KubeConfigNode(string File, string Entry, JsonObject Json)
{
    /// <summary>Null when the field is absent, null or empty, which all mean the same in a kubeconfig.</summary>
    public string? Text(string field) => Json[field] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : null,
        _ => throw Error(field, "must be a string; put it in quotes"),
    };

    public bool Flag(string field) => Json[field] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw Error(field, "must be true or false"),
    };

    public KubeConfigNode? Map(string field) => Json[field] switch
    {
        null => null,
        JsonObject map => new KubeConfigNode(File, Entry.Length == 0 ? field : $"{Entry}, {field}", map),
        _ => throw Error(field, "must be a mapping"),
    };

    public List<string> Texts(string field) => [.. List(field).Select(item =>
        item is JsonValue value && value.GetValueKind() is JsonValueKind.String
            ? value.GetValue<string>()
            : throw Error(field, "must be a list of strings; put each in quotes"))];

    public List<KubeConfigNode> Maps(string field) => [.. List(field).Select((item, index) =>
        new KubeConfigNode(File, $"{(Entry.Length == 0 ? "" : Entry + ", ")}{field}[{index}]", item as JsonObject
            ?? throw Error(field, "must be a list of mappings")))];

    public byte[]? Base64(string field)
    {
        try
        {
            return Text(field) is { } text ? Convert.FromBase64String(text) : null;
        }
        catch (FormatException)
        {
            throw Error(field, "is not base64; encode the PEM file with base64, or give its path in the field without -data");
        }
    }

    /// <summary>A path made absolute; null when the field is absent.</summary>
    public string? FilePath(string field) => Text(field) is { } path ? Resolve(path) : null;

    /// <summary>Relative paths start where the declaring file lies.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(File))!);

    public KubeConfigException Error(string field, string problem, Exception? inner = null) =>
        new($"{File}: {(Entry.Length == 0 ? "" : Entry + ": ")}{field} {problem}", inner);

    private JsonArray List(string field) => Json[field] switch
    {
        null => [],
        JsonArray list => list,
        _ => throw Error(field, "must be a list"),
    };
}
