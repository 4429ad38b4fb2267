using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;

namespace Gko.Charts.Tests.Values;

/// <summary>The README lists the values with what values.yaml says of them; the schema knows the same ones.</summary>
public sealed class DocumentationTests
{
    private const string Heading = "## Values\n";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Text = File.ReadAllText(Path.Combine(Chart.Folder, "values.yaml"));

    private static readonly JsonNode Values = YamlReader.ReadAll(Text)[0]!;

    [Fact]
    public void Readme_ComparedWithValues_IsUpToDate()
    {
        var file = Path.Combine(Chart.Folder, "README.md");
        var stored = File.ReadAllText(file);
        var generated = stored.Split(Heading)[0] + Heading + "\n" + Table();
        if (Environment.GetEnvironmentVariable("GKO_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, generated);
            stored = generated;
        }

        stored.ShouldBe(generated, "GKO_UPDATE_SNAPSHOTS=1 writes the table anew");
    }

    [Fact]
    public void Values_WithoutComment_ArePartsOfOneThatHasOne()
    {
        var documented = DocumentedValue.ReadAll(Text).Select(value => value.Path).ToHashSet();

        Leaves(Values, "").Where(path => !Ancestors(path).Any(documented.Contains)).ShouldBeEmpty();
    }

    [Fact]
    public void Schema_ComparedWithValues_KnowsTheSame()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Chart.Folder, "values.schema.json")))!;

        var documented = DocumentedValue.ReadAll(Text).Select(value => value.Path).ToHashSet();

        Known(schema, "", documented).Except(["enabled", "global"]).ShouldBe(documented, ignoreOrder: true);
    }

    private static string Table()
    {
        var table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        foreach (var (path, description) in DocumentedValue.ReadAll(Text))
        {
            var value = At(path);
            table.Append($"| `{path}` | `{(value is null ? "null" : value.ToJsonString(Plain))}` | {description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.ToString();
    }

    private static JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Values, (node, key) => node![key]);

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node is JsonObject { Count: > 0 } map
        ? map.SelectMany(entry => Leaves(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"))
        : [path];

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            yield return path[..end];
        }
    }

    // What is inside objects of Kubernetes is in the schema, and has no comment of its own.
    private static IEnumerable<string> Known(JsonNode schema, string path, HashSet<string> documented) =>
        schema["additionalProperties"] is JsonValue && schema["properties"] is JsonObject properties && !documented.Contains(path)
            ? properties.SelectMany(entry => Known(entry.Value!, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", documented))
            : [path];
}
