using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Serialization;

/// <summary>
/// Writes JSON nodes as block-style YAML that YAML 1.1 and 1.2 readers understand alike: whatever either would take for
/// something else than a string is quoted.
/// </summary>
public static class YamlWriter
{
    /// <summary>YAML refuses a key on the same line as its colon when it is longer than 1024 characters.</summary>
    private const int LongestSimpleKey = 1000;

    /// <summary>One document without a <c>---</c> line, ending in a line break.</summary>
    public static string Write(JsonNode? node)
    {
        var output = new StringBuilder();
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            WriteBlock(output, node, 0, onNewLine: true);
        }
        else
        {
            WriteLeaf(output, node, 2);
        }

        return output.ToString();
    }

    private static void WriteBlock(StringBuilder output, JsonNode node, int indent, bool onNewLine)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Indent(output, indent, ref onNewLine).Append('-');
                WriteItem(output, item, indent + 2);
            }

            return;
        }

        foreach (var (key, value) in node.AsObject())
        {
            Indent(output, indent, ref onNewLine);
            WriteKey(output, key, indent);
            WriteMember(output, value, indent);
        }
    }

    /// <summary>After a dash: nested collections start on the same line.</summary>
    private static void WriteItem(StringBuilder output, JsonNode? item, int indent)
    {
        output.Append(' ');
        if (item is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            WriteBlock(output, item, indent, onNewLine: false);
        }
        else
        {
            WriteLeaf(output, item, indent);
        }
    }

    /// <summary>After a colon: nested collections start on the next line, sequences without further indentation, as kubectl prints them.</summary>
    private static void WriteMember(StringBuilder output, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 }:
                WriteBlock(output.Append('\n'), value, indent + 2, onNewLine: true);
                break;
            case JsonArray { Count: > 0 }:
                WriteBlock(output.Append('\n'), value, indent, onNewLine: true);
                break;
            default:
                WriteLeaf(output.Append(' '), value, indent + 2);
                break;
        }
    }

    private static void WriteKey(StringBuilder output, string key, int indent)
    {
        var text = YamlText.Inline(key);
        if (text.Length > LongestSimpleKey)
        {
            output.Append("? ").Append(text).Append('\n').Append(' ', indent);
        }
        else
        {
            output.Append(text);
        }

        output.Append(':');
    }

    private static void WriteLeaf(StringBuilder output, JsonNode? value, int indent)
    {
        switch (value)
        {
            case null:
                output.Append("null\n");
                break;
            case JsonObject:
                output.Append("{}\n");
                break;
            case JsonArray:
                output.Append("[]\n");
                break;
            default:
                if (value.GetValueKind() is JsonValueKind.String)
                {
                    YamlText.Append(output, value.GetValue<string>(), indent);
                }
                else
                {
                    output.Append(value.ToJsonString()).Append('\n');
                }

                break;
        }
    }

    private static StringBuilder Indent(StringBuilder output, int indent, ref bool onNewLine)
    {
        output.Append(' ', onNewLine ? indent : 0);
        onNewLine = true;
        return output;
    }
}
