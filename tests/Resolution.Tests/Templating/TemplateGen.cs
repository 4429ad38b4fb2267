using FsCheck;
using FsCheck.Fluent;

namespace Gko.Resolution.Tests.Templating;

/// <summary>Random templates, as text so that counterexamples can be read.</summary>
internal static class TemplateGen
{
    private static readonly string[] Pieces =
    [
        "[[", "]]", "[[ ", " ]]", "[[- ", " -]]", "[[/*", "*/]]", "[[ if ", "[[ else ]]", "[[ else if ", "[[ end ]]", "[[ with ", "[[ range ", "[[ range $i := 3 ]]",
        "[[ break ]]", "[[ continue ]]", "[[ define `x` ]]", "secret ", "configmap ", "`db/password`", "\"env/host\"", "printf ", "\"%5d%q\"", "`%[2]*.[1]*f`",
        "print ", "len ", "index ", "slice ", "eq ", "and ", "html ", "call ", "| ", "(", ")", "$x", " := ", " = ", "$", ".", ".x", "..", ",", "nil ", "true ", "0", "1",
        "-7 ", "0x", "1e9 ", "'a' ", "'", "\"", "`", "\\", "\\x4", "\n", " ", "-", "a", "é", "😀", "%", ":", "{", "\u0000", "\ud800", "9223372036854775807 ",
    ];

    private static readonly string[] Functions =
    [
        "print", "println", "printf `%d`", "printf `%s %s`", "printf `%*d`", "printf `%[2]s`", "printf", "len", "index", "slice", "eq", "lt", "and", "or", "not", "html",
        "js", "urlquery", "secret", "configmap", "printf `db/%s`",
    ];

    /// <summary>What a lexer can stumble over, in any order.</summary>
    public static Arbitrary<string> Fragments { get; } = Arb.From(Gen.Elements(Pieces).ListOf().Select(string.Concat));

    /// <summary>Text without a marker.</summary>
    public static Arbitrary<string> Plain { get; } = Arb.From(Gen.OneOf(
        Fragments.Generator, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).Select(text => text.Replace("[[", "[", StringComparison.Ordinal)
        .Replace("[[", "[", StringComparison.Ordinal)).Where(text => !text.Contains("[[", StringComparison.Ordinal)));

    /// <summary>Well-formed calls, mostly with arguments of a wrong type, in which secrets take part.</summary>
    public static Arbitrary<string> CallsOnSecrets { get; } = Arb.From(Gen.OneOf(
        Call(3).Select(call => $"[[ {call} ]]"),
        Call(2).Two().Select(calls => $"[[ $x := {calls.Item1} ]][[ if {calls.Item2} ]][[ $x | secret ]][[ end ]]"),
        Call(2).Two().Select(calls => $"[[ range {calls.Item1} ]][[ . ]][[ else ]][[ ({calls.Item2}).field ]][[ end ]]"),
        Call(2).Two().Select(calls => $"[[ with {calls.Item1} ]][[ {calls.Item2} | slice . ]][[ end ]]")));

    private static Gen<string> Call(int depth) => depth == 0
        ? Gen.Elements("(secret `db/password`)", "(secret `db/password` | len)", "(configmap `env/host`)", "`a`", "1", "7", "nil", ".", "1.5", "true", "`%d`", "`gone/key`")
        : Gen.OneOf(
            Call(0),
            Gen.Elements(Functions).SelectMany(name => Call(depth - 1).ListOf(3).Select(arguments => $"({name} {string.Join(' ', arguments.Take(1 + (name.Length % 3)))})")),
            Gen.Elements(Functions).SelectMany(name => Call(depth - 1).Select(argument => $"({argument} | {name})")));
}
