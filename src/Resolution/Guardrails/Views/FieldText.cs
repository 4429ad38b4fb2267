namespace Gko.Resolution;

/// <summary>A text of a spec and where it stands.</summary>
internal readonly record struct FieldText(string Text, string Field);
