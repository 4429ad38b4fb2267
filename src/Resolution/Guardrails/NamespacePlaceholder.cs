using System.Text.RegularExpressions;

namespace Gko.Resolution;

/// <summary>What stands for the namespace of an API in rules that are to hold for many.</summary>
public static partial class NamespacePlaceholder
{
    /// <summary>The only one there is.</summary>
    public const string Text = "{namespace}";

    /// <summary>The rule for one namespace.</summary>
    public static string Fill(string rule, string? ns) => rule.Replace(Text, ns ?? "", StringComparison.Ordinal);

    /// <summary>The first thing in braces, or the first single brace, that is no placeholder; null when there is none.</summary>
    public static string? FindUnknown(string rule) =>
        Brace().Matches(rule).Select(match => match.Value).FirstOrDefault(text => text != Text);

    [GeneratedRegex(@"\{[^{}]*\}|[{}]")]
    private static partial Regex Brace();
}
