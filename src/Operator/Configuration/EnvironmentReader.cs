using System.Globalization;

namespace Gko.Operator.Configuration;

/// <summary>
/// Reads environment variables the way upstream does: booleans are true only for the exact word <c>true</c>, and a number
/// that cannot be read falls back to its default. What was ignored is kept in <see cref="Problems"/>, so that it can be logged.
/// </summary>
internal sealed class EnvironmentReader(Func<string, string?> read)
{
    /// <summary>The largest number of a port.</summary>
    public const int LastPort = 65535;

    private readonly List<string> _problems = [];

    /// <summary>One sentence for each variable whose value was ignored.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Keeps a sentence about values that do not go together.</summary>
    public void Report(string problem) => _problems.Add(problem);

    public string Text(string name, string fallback = "") => read(name) is { Length: > 0 } value ? value : fallback;

    public bool Flag(string name, bool fallback = false)
    {
        switch (read(name))
        {
            case null or "":
                return fallback;
            case "true":
                return true;
            case "false":
                return false;
            case var other:
                _problems.Add($"{name}=\"{other}\" is ignored: it must be \"true\" or \"false\"; {Word(fallback)} is used.");
                return fallback;
        }
    }

    public int Number(string name, int fallback, int minimum = 0, int maximum = int.MaxValue)
    {
        var text = read(name);
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
        {
            return value;
        }

        var range = maximum == int.MaxValue ? $"from {minimum} up" : $"from {minimum} to {maximum}";
        _problems.Add($"{name}=\"{text}\" is ignored: it must be a whole number {range}; {fallback} is used.");
        return fallback;
    }

    /// <summary>An http or https address; null when there is none. The value may hold a login and is not repeated in problems.</summary>
    public Uri? Url(string name)
    {
        var text = Text(name);
        if (text.Length == 0)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        _problems.Add($"{name} is ignored: it must be an http or https URL, such as http://collector:4317.");
        return null;
    }

    /// <summary>A comma-separated list; blanks around entries and empty entries are dropped.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One of a few words, in any case.</summary>
    public T Choice<T>(string name, T fallback) where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToArray();
        return Enum.Parse<T>(OneOf(name, fallback.ToString().ToLowerInvariant(), words), ignoreCase: true);
    }

    /// <summary>One of a few words, in any case; returned as it stands in <paramref name="words"/>.</summary>
    public string OneOf(string name, string fallback, params IReadOnlyList<string> words)
    {
        var text = read(name);
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known;
        }

        _problems.Add($"{name}=\"{text}\" is ignored: it must be one of {Quoted(words)}; \"{fallback}\" is used.");
        return fallback;
    }

    /// <summary>A comma-separated list of words out of a few, in any case.</summary>
    public IReadOnlySet<string> SomeOf(string name, params IReadOnlyList<string> words)
    {
        var given = List(name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var unknown in given.Except(words, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            _problems.Add($"\"{unknown}\" in {name} is ignored: it must be one of {Quoted(words)}.");
            given.Remove(unknown);
        }

        return given;
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));

    private static string Word(bool value) => value ? "true" : "false";
}
