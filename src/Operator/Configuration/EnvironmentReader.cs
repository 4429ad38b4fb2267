using System.Globalization;

namespace Gko.Operator.Configuration;

/// <summary>
/// Reads environment variables the way upstream does: booleans are true only for the exact word <c>true</c>, and a number
/// that cannot be read falls back to its default. What was ignored is kept in <see cref="Problems"/>, so that it can be logged.
/// </summary>
internal sealed class EnvironmentReader(Func<string, string?> read)
{
    private readonly List<string> _problems = [];

    /// <summary>One sentence for each variable whose value was ignored.</summary>
    public IReadOnlyList<string> Problems => _problems;

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

    public int Number(string name, int fallback, int minimum = 0)
    {
        var text = read(name);
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= minimum)
        {
            return value;
        }

        _problems.Add($"{name}=\"{text}\" is ignored: it must be a whole number from {minimum} up; {fallback} is used.");
        return fallback;
    }

    /// <summary>A comma-separated list; blanks around entries and empty entries are dropped.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One of a few words, in any case.</summary>
    public T Choice<T>(string name, T fallback) where T : struct, Enum
    {
        var text = read(name);
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
        {
            return value;
        }

        var words = string.Join(", ", Enum.GetNames<T>().Select(word => $"\"{word.ToLowerInvariant()}\""));
        _problems.Add($"{name}=\"{text}\" is ignored: it must be one of {words}; \"{fallback.ToString().ToLowerInvariant()}\" is used.");
        return fallback;
    }

    private static string Word(bool value) => value ? "true" : "false";
}
