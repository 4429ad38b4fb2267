using System.Collections.Frozen;

namespace Gko.Resolution.Templating.Language;

/// <summary>Words that start actions and so cannot name functions.</summary>
internal static class Keywords
{
    public const string If = "if";
    public const string Else = "else";
    public const string End = "end";
    public const string With = "with";
    public const string Range = "range";
    public const string Break = "break";
    public const string Continue = "continue";
    public const string Define = "define";
    public const string Template = "template";
    public const string Block = "block";

    private static readonly FrozenSet<string> All =
        FrozenSet.Create(StringComparer.Ordinal, If, Else, End, With, Range, Break, Continue, Define, Template, Block);

    public static bool Contains(string word) => All.Contains(word);
}
