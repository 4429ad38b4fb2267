using System.Globalization;
using System.Text;

namespace Gko.Kubernetes.Serialization;

/// <summary>Chooses how a string is written in YAML: plain where no reader can mistake it, a literal block for lines, else quoted.</summary>
internal static class YamlText
{
    /// <summary>Words that YAML 1.1 readers, such as older kubectl and Helm, take for booleans, besides those of YAML 1.2.</summary>
    private static readonly HashSet<string> OldBooleans =
        new(["y", "n", "yes", "no", "on", "off", "true", "false", "null"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Marks that mean nothing in the middle of a plain scalar; stricter than YAML, because parsers differ on the rest.</summary>
    private const string PlainMarks = "_-./+@=,;()%~<>#";

    /// <summary>The string on one line, for keys and short values.</summary>
    public static string Inline(string text) => IsPlain(text) ? text : Quote(text);

    /// <summary>Appends the string and a line break; <paramref name="indent"/> is the column of a literal block's lines.</summary>
    public static void Append(StringBuilder output, string text, int indent)
    {
        if (!IsLiteral(text))
        {
            output.Append(Inline(text)).Append('\n');
            return;
        }

        var body = text.TrimEnd('\n');
        output.Append((text.Length - body.Length) switch { 0 => "|-", 1 => "|", _ => "|+" }).Append('\n');
        foreach (var line in body.Split('\n'))
        {
            output.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
        }

        output.Append('\n', Math.Max(0, text.Length - body.Length - 1));
    }

    /// <summary>Blank starts would need an indentation indicator, and tabs there confuse readers: such text is quoted.</summary>
    private static bool IsLiteral(string text) =>
        text.Contains('\n')
        && text[0] is not (' ' or '\n')
        && text.AsSpan().Trim(" \n").Length > 0
        && !text.StartsWith('\t')
        && !text.Contains("\n\t", StringComparison.Ordinal)
        && text.All(letter => letter is '\n' or '\t' || !NeedsEscape(letter));

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsLetterOrDigit(text[0]) || text[0] is '_' or '/') || text[^1] is ' ' or ':')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            var safe = text[i] switch
            {
                ' ' => next is not '#',
                ':' => next is not ' ',
                _ => char.IsLetterOrDigit(text[i]) || PlainMarks.Contains(text[i]),
            };
            if (!safe)
            {
                return false;
            }
        }

        return !OldBooleans.Contains(text) && !YamlScalars.IsTyped(text) && !LooksNumeric(text);
    }

    /// <summary>Covers what YAML 1.1 adds: octal 017, 1_000, base-60 12:30, binary 0b1, dates and times.</summary>
    private static bool LooksNumeric(string text) =>
        char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiHexDigit(letter) || letter is 'x' or 'o' or '_' or '+' or '-' or '.' or ':' or ' ' or 'T' or 't' or 'Z');

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when NeedsEscape(letter) => quoted.Append("\\u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Control characters, line separators that YAML 1.1 folds, and characters that YAML does not call printable.</summary>
    private static bool NeedsEscape(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
