using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Language;

/// <summary>A word of a template.</summary>
/// <param name="Kind">Its part of speech.</param>
/// <param name="Text">As written, with quotes.</param>
/// <param name="Position">Index of its first character in the template.</param>
/// <param name="Spaced">White space stands before it, which separates arguments.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, bool Spaced = false)
{
    /// <summary>The token in words, for messages.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "end of the text",
        TokenKind.Close => "]]",
        TokenKind.Keyword => $"keyword {Text}",
        TokenKind.String or TokenKind.RawString or TokenKind.Character => Quoting.Shortened(Text),
        _ => Quoting.ForMessage(Text),
    };
}
