using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Gko.Kubernetes.Serialization;

/// <summary>Reads YAML (and so JSON) as JSON nodes. Scalars follow the YAML 1.2 core schema: <c>yes</c> and <c>on</c> are strings.</summary>
public static class YamlReader
{
    /// <summary>All documents of the text, in order; an empty document is null, a text without documents is an empty list.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML or cannot be expressed in JSON.</exception>
    public static IReadOnlyList<JsonNode?> ReadAll(string yaml)
    {
        using var reader = new StringReader(yaml);
        return ReadAll(reader);
    }

    /// <inheritdoc cref="ReadAll(string)"/>
    public static IReadOnlyList<JsonNode?> ReadAll(TextReader yaml)
    {
        var parser = new Parser(yaml);
        try
        {
            return new YamlTreeBuilder(parser).ReadDocuments();
        }
        catch (YamlException error)
        {
            throw new YamlFormatException(error.Message, error.Start.Line, error.Start.Column, error);
        }
        catch (InvalidOperationException error)
        {
            // The parser loses its footing on some malformed texts instead of complaining.
            var (line, column) = parser.Current is { End: var end } ? (end.Line, end.Column) : (1, 1);
            throw new YamlFormatException("the text is not YAML", line, column, error);
        }
    }
}
