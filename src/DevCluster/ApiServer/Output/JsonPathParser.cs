using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>Reads a path as kubectl and the API server do, with their liberties: <c>@</c>, <c>$</c> and blanks mean nothing.</summary>
internal sealed partial class JsonPathParser(string text)
{
    private readonly List<JsonPathStep> _steps = [];
    private int _at;

    /// <exception cref="FormatException">Not a path.</exception>
    public List<JsonPathStep> Parse()
    {
        while (_at < text.Length)
        {
            _steps.Add(Next());
        }

        return _steps;
    }

    private JsonPathStep Next()
    {
        if (Skip("[?("))
        {
            return Filter();
        }

        if (Skip(".."))
        {
            // A name may follow at once.
            _steps.Add(JsonPathSteps.Descend);
            return _at < text.Length && char.IsLetterOrDigit(text[_at]) ? Field() : JsonPathSteps.Field("");
        }

        switch (text[_at])
        {
            case ' ' or '@' or '$':
                _at++;
                return JsonPathSteps.Field("");
            case '[':
                return Bracket();
            case '"' or '\'':
                return Quoted(text[_at]);
            case '.':
                _at++;
                return Field();
            case '+' or '-' or (>= '0' and <= '9'):
                return Number();
            default:
                return Word();
        }
    }

    private bool Skip(string sign)
    {
        var found = string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0;
        _at += found ? sign.Length : 0;
        return found;
    }

    private JsonPathStep Field()
    {
        var match = FieldPattern().Match(text, _at);
        _at += match.Length;
        return match.Value == "*" ? JsonPathSteps.Wildcard : JsonPathSteps.Field(match.Value.Replace("\\", "", StringComparison.Ordinal));
    }

    private JsonPathStep Bracket()
    {
        var end = text.IndexOf(']', _at);
        if (end < 0)
        {
            throw new FormatException("unterminated array");
        }

        var inner = text[(_at + 1)..end];
        _at = end + 1;
        var parts = inner.Split(',');
        if (parts.Length > 1)
        {
            return JsonPathSteps.Union([.. parts.Select(part => JsonPath.Parse($"[{part.Trim(' ')}]"))]);
        }

        if (inner == "*")
        {
            return JsonPathSteps.Slice(JsonPathSlice.Parse(":"));
        }

        // A quoted key is read like the path after a dot, so that dots in it must be escaped.
        return inner is ['\'', .., '\''] && inner.Length > 1
            ? JsonPathSteps.Union([JsonPath.Parse($".{inner[1..^1]}")])
            : JsonPathSteps.Slice(JsonPathSlice.Parse(inner));
    }

    private JsonPathStep Filter()
    {
        var match = FilterEndPattern().Match(text, _at);
        if (!match.Success)
        {
            throw new FormatException("unterminated filter");
        }

        _at += match.Length;
        var condition = match.Groups["condition"].Value;
        var comparison = ComparisonPattern().Match(condition);
        return comparison.Success
            ? JsonPathSteps.Filter(
                JsonPath.Parse(comparison.Groups["left"].Value), comparison.Groups["sign"].Value, JsonPath.Parse(comparison.Groups["right"].Value))
            : JsonPathSteps.Filter(JsonPath.Parse(condition), "", null);
    }

    private JsonPathStep Quoted(char quote)
    {
        var end = text.IndexOf(quote, _at + 1);
        if (end < 0)
        {
            throw new FormatException("unterminated quoted string");
        }

        var value = text[(_at + 1)..end];
        _at = end + 1;
        return JsonPathSteps.Constant(value);
    }

    private JsonPathStep Number()
    {
        var match = NumberPattern().Match(text, _at);
        _at += Math.Max(match.Length, 1);
        return double.TryParse(match.Value, CultureInfo.InvariantCulture, out var number)
            ? JsonPathSteps.Constant(JsonValue.Create(number))
            : throw new FormatException($"cannot parse number {match.Value}");
    }

    private JsonPathStep Word() => (Skip("true"), Skip("false")) switch
    {
        (true, _) => JsonPathSteps.Constant(true),
        (_, true) => JsonPathSteps.Constant(false),
        _ => throw new FormatException($"unrecognized character in action: '{text[_at]}'"),
    };

    [GeneratedRegex(@"\G(\\.|[^ .,\[\]$@{}\\])*")]
    private static partial Regex FieldPattern();

    // Up to the first ")" that stands in no quotes.
    [GeneratedRegex(@"\G(?<condition>[^)""']*((""(\\""|[^""])*""|'(\\'|[^'])*')[^)]*)?)\)\]")]
    private static partial Regex FilterEndPattern();

    [GeneratedRegex(@"^(?<left>[^!<>=]+)(?<sign>[!<>=]+)(?<right>.+)$")]
    private static partial Regex ComparisonPattern();

    [GeneratedRegex(@"\G[-+]?[0-9.eE]*")]
    private static partial Regex NumberPattern();
}
