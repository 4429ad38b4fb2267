using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gko.Kubernetes.Serialization;

/// <summary>Turns parser events into JSON nodes, with bounds on depth and on what aliases may expand to.</summary>
internal sealed class YamlTreeBuilder(IParser parser)
{
    private const int MaxDepth = 256;

    /// <summary>Nodes that all aliases of a stream may add together; ten lines of nested aliases would otherwise fill the memory.</summary>
    private const int MaxAliasedNodes = 10_000;

    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private int _depth;
    private int _nodes;
    private int _aliasedNodes;

    public IReadOnlyList<JsonNode?> ReadDocuments()
    {
        var documents = new List<JsonNode?>();
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            _anchors.Clear();
            documents.Add(ReadNode());
            parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    private JsonNode? ReadNode()
    {
        var before = _nodes++;
        var start = parser.Current as NodeEvent;
        JsonNode? node;
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Expand(alias);
        }
        else if (parser.TryConsume<Scalar>(out var scalar))
        {
            node = YamlScalars.ToNode(scalar);
        }
        else if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            node = ReadSequence(sequence);
        }
        else
        {
            node = ReadMapping(parser.Consume<MappingStart>());
        }

        if (start is { Anchor.IsEmpty: false })
        {
            _anchors[start.Anchor] = (node, _nodes - before);
        }

        return node;
    }

    private JsonNode? Expand(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
        {
            throw Bad($"the alias *{alias.Value} refers to no anchor above it", alias);
        }

        _nodes += anchored.Size;
        _aliasedNodes += anchored.Size;
        return _aliasedNodes <= MaxAliasedNodes
            ? anchored.Node?.DeepClone()
            : throw Bad($"the aliases expand to more than {MaxAliasedNodes} nodes", alias);
    }

    private JsonArray ReadSequence(SequenceStart start)
    {
        Enter(start);
        var array = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            array.Add(ReadNode());
        }

        _depth--;
        return array;
    }

    private JsonObject ReadMapping(MappingStart start)
    {
        Enter(start);
        var map = new JsonObject();
        var merged = new List<JsonObject>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Bad("a key must be a scalar", parser.Current ?? start);
            }

            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                AddMerged(merged, ReadNode(), key);
            }
            else
            {
                // A repeated key is an oversight, but kubectl lets the last one win, and manifests in use rely on it.
                map[key.Value] = ReadNode();
            }
        }

        // A key of the mapping itself wins over merged ones wherever << stands; among merged ones the first wins.
        foreach (var (name, value) in merged.SelectMany(source => source))
        {
            map.TryAdd(name, value?.DeepClone());
        }

        _depth--;
        return map;
    }

    private static void AddMerged(List<JsonObject> merged, JsonNode? value, Scalar key)
    {
        foreach (var source in value is JsonArray list ? [.. list] : new[] { value })
        {
            merged.Add(source as JsonObject ?? throw Bad("<< merges a mapping or a list of mappings", key));
        }
    }

    private void Enter(ParsingEvent start)
    {
        if (++_depth > MaxDepth)
        {
            throw Bad($"nested deeper than {MaxDepth} levels", start);
        }
    }

    private static YamlFormatException Bad(string reason, ParsingEvent at) => new(reason, at.Start.Line, at.Start.Column);
}
