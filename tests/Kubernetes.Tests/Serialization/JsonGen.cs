using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Gko.Kubernetes.Tests.Serialization;

/// <summary>Random JSON as text, so that counterexamples can be read; rich in what YAML and JSON pointers stumble over.</summary>
internal static class JsonGen
{
    private static readonly string[] Oddities =
    [
        "", " ", "~", "null", "Null", "yes", "No", "on", "OFF", "y", "n", "true", "False", "0x1F", "0o17", "017", "1_000", "12:30:45",
        "0b11", "1e3", "1.", ".5", "+1", "-", "- a", "?", "? a", ":", "a: b", "a:", "#", "a #b", "a#b", "&a", "*a", "!t", "|", ">", "%", "@",
        "`", "{", "[", "]", "}", ",", "'", "\"", "\\", "<<", "=", "---", "...", "2024-01-02", "2024-01-02T03:04:05Z", ".inf", "-.INF", ".NaN",
        "a\nb", "a\nb\n", "a\n\nb\n\n\n", "\n", "\na", " a\nb", "a\n b", "a\n\tb", "\ta", "a\t", "a ", "a \nb ", "\r", "a\r\nb", "\u0000", "\u0007",
        "\u0085", "\u00a0", "\u2028", "\ufeff", "\u007f", "é", "日本", "😀", "😀\n😀", "a/b", "a~b", "~1", "~0", "/", "-1", "10s", "4xx", "1.2.3", "10.0.0.1",
    ];

    private static readonly string[] Numbers =
        ["0", "1", "-1", "1.5", "-0.25", "1e3", "1.0E+2", "12345678901234567890", "0.1", "3.14159265358979", "2E-7"];

    private static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Elements(Oddities),
        Gen.Elements(Oddities).Two().Select(pair => pair.Item1 + pair.Item2),
        ArbMap.Default.GeneratorFor<string>().Select(text => Clean(text ?? "")));

    /// <summary>Any JSON document.</summary>
    public static Arbitrary<string> Documents { get; } = Arb.From(Gen.Sized(size => Node(Math.Min(5, 1 + (size / 10)), Gen.Constant("null"))));

    /// <summary>Text that is hardly ever YAML.</summary>
    public static Arbitrary<string> Fragments { get; } =
        Arb.From(Gen.Elements(Oddities.Concat(["\n", "\n  ", ": ", "- ", " "]).ToArray()).ListOf().Select(string.Concat));

    /// <summary>JSON objects in which no member, however deep, is null.</summary>
    public static Arbitrary<string> ObjectsWithoutNull { get; } =
        Arb.From(Gen.Sized(size => Map(Math.Min(5, 1 + (size / 10)), Gen.Constant("false"))));

    /// <summary>Two documents, often related.</summary>
    public static Arbitrary<string[]> Pairs(Arbitrary<string> documents) => Arb.From(Gen.OneOf(
        documents.Generator.Two().Select(pair => new[] { pair.Item1, pair.Item2 }),
        documents.Generator.Two().Select(pair => new[] { Nest(pair.Item1, "1"), Nest(pair.Item2, "1") }),
        documents.Generator.Two().Select(pair => new[] { Nest(pair.Item1, pair.Item2), Nest(pair.Item1, "2") })));

    public static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string Nest(string first, string second) => $$"""{"same":{"a/b":{{first}},"list":[{{second}},{{first}}]},"other":{{second}}}""";

    private static Gen<string> Node(int depth, Gen<string> nothing)
    {
        var leaf = Gen.OneOf(Text.Select(Quote), Gen.Elements(Numbers), Gen.Elements("true", "false", "[]", "{}"), nothing);
        return depth == 0 ? leaf : Gen.OneOf(leaf, List(depth, nothing), Map(depth, nothing));
    }

    private static Gen<string> List(int depth, Gen<string> nothing) =>
        Node(depth - 1, nothing).ListOf(3).Select(items => $"[{string.Join(',', items)}]");

    private static Gen<string> Map(int depth, Gen<string> nothing) =>
        from names in Text.ListOf(3)
        from values in Node(depth - 1, nothing).ListOf(3)
        select $"{{{string.Join(',', names.Distinct().Zip(values, (name, value) => $"{Quote(name)}:{value}"))}}}";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    /// <summary>Half surrogate pairs are not text: neither JSON nor YAML can hold them.</summary>
    private static string Clean(string text) => string.Concat(text.Where(letter => !char.IsSurrogate(letter)));
}
