using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gko.Kubernetes.Serialization;

/// <summary>The YAML 1.2 core schema: which plain scalars are null, booleans and numbers.</summary>
internal static partial class YamlScalars
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    public static JsonNode? ToNode(Scalar scalar)
    {
        var tag = scalar.Tag.IsEmpty ? null : scalar.Tag.Value;
        return tag switch
        {
            null => scalar.Style is ScalarStyle.Plain ? FromPlain(scalar) : JsonValue.Create(scalar.Value),
            "!" or TagPrefix + "str" or TagPrefix + "timestamp" => JsonValue.Create(scalar.Value),
            TagPrefix + "binary" => JsonValue.Create(string.Concat(scalar.Value.Where(letter => !char.IsWhiteSpace(letter)))),
            TagPrefix + "null" or TagPrefix + "bool" or TagPrefix + "int" or TagPrefix + "float" => FromTagged(scalar, tag),
            _ => throw Bad(scalar, $"the tag {tag} is not supported"),
        };
    }

    /// <summary>Whether a plain scalar of that text would be read as something else than a string.</summary>
    public static bool IsTyped(string text) => IsNull(text) || IsBool(text, out _) || NotANumber().IsMatch(text) || Number().IsMatch(text);

    private static JsonNode? FromPlain(Scalar scalar)
    {
        var text = scalar.Value;
        if (IsNull(text))
        {
            return null;
        }

        if (IsBool(text, out var flag))
        {
            return JsonValue.Create(flag);
        }

        if (NotANumber().IsMatch(text))
        {
            throw Bad(scalar, $"JSON has no number {text}; quote it if a string is meant");
        }

        return Number().IsMatch(text) ? ToNumber(text) : JsonValue.Create(text);
    }

    private static JsonNode? FromTagged(Scalar scalar, string tag)
    {
        var node = FromPlain(scalar);
        var actual = node?.GetValueKind() switch
        {
            null => "null",
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "bool",
            System.Text.Json.JsonValueKind.Number => "number",
            _ => "str",
        };
        var wanted = tag[TagPrefix.Length..] is "int" or "float" ? "number" : tag[TagPrefix.Length..];
        return actual == wanted ? node : throw Bad(scalar, $"'{scalar.Value}' is not a {tag}");
    }

    private static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    private static bool IsBool(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    /// <summary>Keeps the digits as written where JSON allows them, so that no precision is lost.</summary>
    private static JsonNode? ToNumber(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return JsonNode.Parse(BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString());
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return JsonNode.Parse(text[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')).ToString());
        }

        var match = Number().Match(text);
        var whole = match.Groups["whole"].Value.TrimStart('0');
        var fraction = match.Groups["fraction"].Value;
        return JsonNode.Parse(string.Concat(
            text[0] == '-' ? "-" : "",
            whole.Length == 0 ? "0" : whole,
            fraction.Length == 0 ? "" : "." + fraction,
            match.Groups["exponent"].Value));
    }

    private static YamlFormatException Bad(Scalar scalar, string reason) => new(reason, scalar.Start.Line, scalar.Start.Column);

    [GeneratedRegex(@"^(?:0x[0-9a-fA-F]+|0o[0-7]+|[-+]?(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?<exponent>[eE][-+]?[0-9]+)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotANumber();
}
