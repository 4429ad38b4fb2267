using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>
/// Evaluates the part of PromQL that our rules are written in, and refuses the rest: a rule is then tested, or the test fails.
/// </summary>
internal sealed partial class PromQuery
{
    private static readonly string[] Aggregations = ["sum", "max", "min", "count"];

    private readonly string[] _tokens;
    private readonly Recording _recording;
    private readonly double _time;
    private int _next;

    private PromQuery(string text, Recording recording, double time) =>
        (_tokens, _recording, _time) = ([.. Token().Matches(text).Select(match => match.Value)], recording, time);

    /// <summary>What the expression gives some seconds after the recording, if all goes on as recorded.</summary>
    /// <exception cref="FormatException">The expression is not understood.</exception>
    public static PromValue Evaluate(string text, Recording recording, double time)
    {
        var query = new PromQuery(text, recording, time);
        var value = query.Alternatives();
        return query._next == query._tokens.Length ? value : throw new FormatException($"Not understood from {query.Peek} in {text}");
    }

    private string Peek => _next < _tokens.Length ? _tokens[_next] : "";

    private PromValue Alternatives()
    {
        var value = Comparison();
        while (Accept("or"))
        {
            value = value.Or(Comparison());
        }

        return value;
    }

    private PromValue Comparison()
    {
        var left = Sum();
        return Peek switch
        {
            ">" => left.Filter(After().Sum(), (a, b) => a > b),
            "<" => left.Filter(After().Sum(), (a, b) => a < b),
            "==" => left.Filter(After().Sum(), (a, b) => a == b),
            _ => left,
        };
    }

    private PromValue Sum()
    {
        var value = Product();
        while (Accept("-"))
        {
            value = value.Combine(Product(), (a, b) => a - b);
        }

        return value;
    }

    private PromValue Product()
    {
        var value = Primary();
        while (Accept("*"))
        {
            value = value.Combine(Primary(), (a, b) => a * b);
        }

        return value;
    }

    private PromValue Primary()
    {
        var token = Take();
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return PromValue.Scalar(number);
        }

        if (Aggregations.Contains(token))
        {
            var by = Accept("by") ? List() : [];
            return PromFunctions.Aggregate(token, by, InParentheses());
        }

        return token switch
        {
            "(" => Closed(Alternatives()),
            "time" => Empty(PromValue.Scalar(_recording.At + _time)),
            "absent" => PromFunctions.Absent(InParentheses()),
            "rate" => Slope(perSecond: true),
            "increase" => Slope(perSecond: false),
            "histogram_quantile" => Quantile(),
            _ => PromValue.Vector(Select(token).Select(series => new Sample(series.Labels, series.At(_time)))),
        };
    }

    private PromValue Quantile()
    {
        Expect("(");
        var quantile = double.Parse(Take(), CultureInfo.InvariantCulture);
        Expect(",");
        return Closed(PromFunctions.HistogramQuantile(quantile, Alternatives()));
    }

    private PromValue Slope(bool perSecond)
    {
        Expect("(");
        var series = Select(Take());
        Expect("[");
        var seconds = Duration(Take());
        Expect("]");
        return Closed(PromValue.Vector(series.Select(one => new Sample(one.Labels, one.Rate * (perSecond ? 1 : seconds)))));
    }

    private List<Series> Select(string name)
    {
        var found = _recording.Series.Where(series => series.Name == name && !double.IsNaN(series.Start));
        if (Accept("{"))
        {
            while (!Accept("}"))
            {
                var (label, how, value) = (Take(), Take(), Take().Trim('"'));
                found = found.Where(series => Matches(how, series.Labels.GetValueOrDefault(label, ""), value));
                Accept(",");
            }
        }

        return [.. found];
    }

    private static bool Matches(string how, string value, string wanted) => how switch
    {
        "=" => value == wanted,
        "!=" => value != wanted,
        "=~" => Regex.IsMatch(value, $"^({wanted})$"),
        _ => throw new FormatException($"Unknown operator {how}."),
    };

    private List<string> List()
    {
        var names = new List<string>();
        Expect("(");
        while (!Accept(")"))
        {
            names.Add(Take());
            Accept(",");
        }

        return names;
    }

    private static double Duration(string text) => double.Parse(text[..^1], CultureInfo.InvariantCulture) * text[^1] switch
    {
        'm' => 60,
        'h' => 3600,
        _ => throw new FormatException($"Unknown duration {text}."),
    };

    private PromValue InParentheses()
    {
        Expect("(");
        return Closed(Alternatives());
    }

    private PromValue Empty(PromValue value)
    {
        Expect("(");
        return Closed(value);
    }

    private PromValue Closed(PromValue value)
    {
        Expect(")");
        return value;
    }

    private PromQuery After()
    {
        _next++;
        return this;
    }

    private bool Accept(string token)
    {
        if (Peek != token)
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
        {
            throw new FormatException($"{token} is wanted where {Peek} stands.");
        }
    }

    private string Take() => _next < _tokens.Length ? _tokens[_next++] : throw new FormatException("The expression ends too early.");

    [GeneratedRegex("""\d+[mh]\b|[\d.]+|[A-Za-z_]\w*|"[^"]*"|=~|==|!=|\S""")]
    private static partial Regex Token();
}
