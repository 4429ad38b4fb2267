using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.Resolution;

/// <summary>
/// A regular expression for a whole text, of the kind that takes linear time: without look-around and back-references. Whoever
/// writes the text cannot make matching it expensive.
/// </summary>
public sealed partial class GuardrailPattern
{
    /// <summary>Longer texts match nothing.</summary>
    private const int LongestText = 1024;

    /// <summary>As in RE2: the states of counted repetitions multiply.</summary>
    private const int MostRepetitions = 1000;

    private readonly Regex _regex;

    private GuardrailPattern(string expression, Regex regex) => (Expression, _regex) = (expression, regex);

    /// <summary>As the author wrote it.</summary>
    public string Expression { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="problem">What is wrong with it, as a clause; null when nothing is.</param>
    /// <returns>Null when there is a problem.</returns>
    public static GuardrailPattern? Parse(string expression, out string? problem)
    {
        var repetitions = Repetition().Matches(expression)
            .Select(match => double.Parse(match.Groups["most"].ValueSpan is { Length: > 0 } most ? most : match.Groups["least"].ValueSpan, CultureInfo.InvariantCulture))
            .Aggregate(1.0, (product, count) => product * Math.Max(count, 1));
        if (repetitions > MostRepetitions)
        {
            problem = $"its counted repetitions multiply to more than {MostRepetitions}";
            return null;
        }

        try
        {
            const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            _ = new Regex(expression, Linear);
            problem = null;
            return new GuardrailPattern(expression, new Regex($@"\A(?:{expression})\z", Linear));
        }
        catch (RegexParseException error)
        {
            problem = error.Message;
        }
        catch (NotSupportedException)
        {
            problem = "look-around, back-references and atomic groups are not supported";
        }

        return null;
    }

    /// <summary>Whether the expression describes the whole text.</summary>
    public bool Matches(string text) => text.Length <= LongestText && _regex.IsMatch(text);

    [GeneratedRegex(@"\{(?<least>\d+)(?:,(?<most>\d*))?\}")]
    private static partial Regex Repetition();
}
