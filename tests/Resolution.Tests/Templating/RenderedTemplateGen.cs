using FsCheck;
using FsCheck.Fluent;

namespace Gko.Resolution.Tests.Templating;

/// <summary>Random templates together with what they render to, built from the inside out.</summary>
internal static class RenderedTemplateGen
{
    public static Arbitrary<(string Template, string Text)> All { get; } = Arb.From(Gen.Sized(size => Body(Math.Min(4, 1 + (size / 15)))));

    private static Gen<string> Words { get; } =
        Gen.Elements("a", "b c", "é😀", "]]", "\"", "\\", "\n", "\t", "{{ }}", "%d", "'", "x-y", "0", "[ [", "[[", "#").ListOf(2).Select(string.Concat);

    /// <summary>An expression of a string, and its value.</summary>
    private static Gen<(string Template, string Text)> Expression(int depth) => depth == 0
        ? Gen.OneOf(
            Words.Select(text => (Quoted(text), text)),
            Words.Where(text => !text.Contains('`')).Select(text => ($"`{text}`", text)),
            Gen.Constant(("(secret `db/user`)", "admin")),
            Gen.Constant(("(configmap \"env/host\")", "example.com")))
        : Gen.OneOf(
            Expression(0),
            Expression(depth - 1).Two().Select(pair => ($"(print {pair.Item1.Template} {pair.Item2.Template})", pair.Item1.Text + pair.Item2.Text)),
            Expression(depth - 1).Two().Select(pair => ($"(printf `%s/%s` {pair.Item1.Template} {pair.Item2.Template})", $"{pair.Item1.Text}/{pair.Item2.Text}")),
            Expression(depth - 1).Select(inner => ($"({inner.Template} | printf `<%s>`)", $"<{inner.Text}>")),
            Expression(depth - 1).Two().Select(pair => ($"(or {pair.Item1.Template} {pair.Item2.Template})", pair.Item1.Text.Length > 0 ? pair.Item1.Text : pair.Item2.Text)));

    private static Gen<(string Template, string Text)> Node(int depth) => depth == 0
        ? Gen.OneOf(
            Words.Where(text => !text.Contains('[')).Select(text => (text, text)),
            Gen.Constant(("[[/* nothing */]]", "")),
            Gen.Constant(("  [[- /* trimmed */ -]] \n", "")),
            Expression(2).Select(inner => ($"[[ {inner.Template} ]]", inner.Text)),
            Expression(1).Select(inner => ($"[[ $v := {inner.Template} ]][[ $v ]]", inner.Text)))
        : Gen.OneOf(
            Node(0),
            Node(0),
            Body(depth - 1).Two().Select(pair => ($"[[ if true ]]{pair.Item1.Template}[[ else ]]{pair.Item2.Template}[[ end ]]", pair.Item1.Text)),
            Body(depth - 1).Two().Select(pair => ($"[[ if eq 1 2 ]]{pair.Item1.Template}[[ else if eq 1 1 ]]{pair.Item2.Template}[[ end ]]", pair.Item2.Text)),
            Expression(1).Select(inner => ($"[[ with {inner.Template} ]][[ . ]][[ end ]]", inner.Text)),
            Body(depth - 1).Select(body => ($"[[ range 3 ]][[ . ]]{body.Template}[[ end ]]", $"0{body.Text}1{body.Text}2{body.Text}")));

    // The letters keep what stands at an edge from being trimmed, and brackets from meeting.
    private static Gen<(string Template, string Text)> Body(int depth) => Node(depth).ListOf(3).Select(nodes =>
        (string.Concat(nodes.Select(node => $"x{node.Template}y")), string.Concat(nodes.Select(node => $"x{node.Text}y"))));

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\x09", StringComparison.Ordinal).Replace("é", "\\u00e9", StringComparison.Ordinal)}\"";
}
