namespace Gko.Resolution.Templating.Language;

internal enum TokenKind
{
    /// <summary>The end of the template.</summary>
    End,

    /// <summary>Text outside of actions, already trimmed.</summary>
    Text,
    Open,
    Close,
    Keyword,
    Identifier,
    Field,
    Variable,
    Dot,
    Nil,
    Bool,
    Number,
    Character,
    String,
    RawString,
    LeftParen,
    RightParen,
    Pipe,
    Comma,
    Declare,
    Assign,

    /// <summary>A character that no rule of the grammar uses.</summary>
    Other,
}
