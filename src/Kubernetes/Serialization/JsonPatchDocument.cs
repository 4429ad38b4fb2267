using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Serialization;

/// <summary>A document while operations are applied to it in place; complaints are <see cref="FormatException"/>s.</summary>
internal sealed class JsonPatchDocument(JsonNode? root)
{
    public JsonNode? Root { get; private set; } = root;

    public void Apply(JsonObject operation)
    {
        var path = Text(operation, "path");
        switch (Text(operation, "op"))
        {
            case "add":
                Add(path, Value(operation));
                break;
            case "remove":
                Remove(path);
                break;
            case "replace":
                Replace(path, Value(operation));
                break;
            case "move":
                Move(Text(operation, "from"), path);
                break;
            case "copy":
                Add(path, Find(Text(operation, "from"))?.DeepClone());
                break;
            case "test":
                Test(path, Value(operation));
                break;
            case var other:
                throw new FormatException($"there is no operation '{other}'");
        }
    }

    private void Add(string path, JsonNode? value)
    {
        if (Parent(path) is not { } at)
        {
            Root = value;
        }
        else if (at.Node is JsonArray array)
        {
            array.Insert(at.Segment == "-" ? array.Count : Index(at.Segment, array.Count, path), value);
        }
        else
        {
            Object(at.Node, path)[at.Segment] = value;
        }
    }

    private void Remove(string path)
    {
        if (Parent(path) is not { } at)
        {
            Root = null;
        }
        else if (at.Node is JsonArray array)
        {
            array.RemoveAt(Index(at.Segment, array.Count - 1, path));
        }
        else if (!Object(at.Node, path).Remove(at.Segment))
        {
            throw Missing(path);
        }
    }

    private void Replace(string path, JsonNode? value)
    {
        if (Parent(path) is not { } at)
        {
            Root = value;
        }
        else if (at.Node is JsonArray array)
        {
            array[Index(at.Segment, array.Count - 1, path)] = value;
        }
        else
        {
            var parent = Object(at.Node, path);
            parent[at.Segment] = parent.ContainsKey(at.Segment) ? value : throw Missing(path);
        }
    }

    private void Move(string from, string to)
    {
        if (to.StartsWith(from + "/", StringComparison.Ordinal))
        {
            throw new FormatException($"'{from}' cannot be moved into itself");
        }

        var value = Find(from)?.DeepClone();
        Remove(from);
        Add(to, value);
    }

    private void Test(string path, JsonNode? expected)
    {
        if (!JsonNode.DeepEquals(Find(path), expected))
        {
            throw new FormatException($"the test of '{path}' failed: the value differs");
        }
    }

    private JsonNode? Find(string path)
    {
        var node = Root;
        foreach (var segment in JsonPointer.Parse(path))
        {
            node = Child(node, segment, path);
        }

        return node;
    }

    /// <summary>The node that holds the last segment of the path; null when the path is the whole document.</summary>
    private (JsonNode? Node, string Segment)? Parent(string path)
    {
        var segments = JsonPointer.Parse(path);
        if (segments.Length == 0)
        {
            return null;
        }

        var node = Root;
        foreach (var segment in segments.AsSpan(0, segments.Length - 1))
        {
            node = Child(node, segment, path);
        }

        return (node, segments[^1]);
    }

    private static JsonNode? Child(JsonNode? node, string segment, string path) => node switch
    {
        JsonObject map => map.TryGetPropertyValue(segment, out var member) ? member : throw Missing(path),
        JsonArray array => array[Index(segment, array.Count - 1, path)],
        _ => throw Missing(path),
    };

    private static JsonObject Object(JsonNode? node, string path) => node as JsonObject ?? throw Missing(path);

    private static int Index(string segment, int last, string path) =>
        segment.All(char.IsAsciiDigit)
        && (segment.Length == 1 || !segment.StartsWith('0'))
        && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index <= last
            ? index
            : throw new FormatException($"in '{path}' there is no element '{segment}'");

    private static string Text(JsonObject operation, string member) =>
        operation[member] is JsonValue value && value.GetValueKind() is JsonValueKind.String
            ? value.GetValue<string>()
            : throw new FormatException($"'{member}' must be a string");

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value?.DeepClone()
            : throw new FormatException("'value' is missing");

    private static FormatException Missing(string path) => new($"the path '{path}' does not exist");
}
