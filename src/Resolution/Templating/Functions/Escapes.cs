using System.Globalization;
using System.Text;
using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Functions;

/// <summary>The functions that make text safe for other languages.</summary>
internal static class Escapes
{
    public static string Html(FunctionCall call) => Escape(call, (text, rune) => text.Append(rune.Value switch
    {
        '\0' => "\uFFFD",
        '"' => "&#34;",
        '\'' => "&#39;",
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => rune.ToString(),
    }));

    /// <summary>For the inside of strings of JavaScript.</summary>
    public static string Script(FunctionCall call) => Escape(call, (text, rune) =>
    {
        if (rune.Value is '\\' or '\'' or '"')
        {
            text.Append('\\').Append(rune);
        }
        else if (rune.Value is '<' or '>' or '&' or '=' || !Quoting.IsPrintable(rune))
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            text.Append(rune);
        }
    });

    public static string UrlQuery(FunctionCall call) => Escape(call, (text, rune) =>
    {
        if (rune.Value == ' ')
        {
            text.Append('+');
        }
        else if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_' or '.' or '~'))
        {
            text.Append((char)rune.Value);
        }
        else
        {
            foreach (var unit in Encoding.UTF8.GetBytes(rune.ToString()))
            {
                text.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }
    });

    private static string Escape(FunctionCall call, Action<StringBuilder, Rune> escape)
    {
        var text = call.Arguments is [{ Content: string only }] ? only : ValueText.Print(call with { Arguments = [.. call.Arguments.Select(Printable)] });
        call.Work.Spend(call.Position, text.Length);
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escape(escaped, rune);
        }

        call.Work.Spend(call.Position, escaped.Length);
        return escaped.ToString();
    }

    private static Language.Value Printable(Language.Value argument) =>
        argument.Content is null ? argument with { Content = ValueText.NoValue } : argument;
}
