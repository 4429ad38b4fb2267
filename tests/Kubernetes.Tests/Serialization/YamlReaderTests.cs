using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Serialization;

public sealed class YamlReaderTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("True", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("42", "42")]
    [InlineData("+42", "42")]
    [InlineData("-0.50", "-0.50")]
    [InlineData("007", "7")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData(".5", "0.5")]
    [InlineData("1.", "1")]
    [InlineData("1e3", "1e3")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("2024-01-02", "\"2024-01-02\"")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("!!str 42", "\"42\"")]
    [InlineData("!!int \"42\"", "42")]
    [InlineData("!!float 1", "1")]
    [InlineData("!!bool \"true\"", "true")]
    [InlineData("!!null \"\"", "null")]
    [InlineData("!!binary \"aG Vs\"", "\"aGVs\"")]
    [InlineData("! 42", "\"42\"")]
    [InlineData("'😀'", "\"😀\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    public void ReadAll_Scalar_FollowsTheCoreSchema(string yaml, string json) =>
        Json(YamlReader.ReadAll(yaml)).ShouldBe([json]);

    [Fact]
    public void ReadAll_SeveralDocuments_KeepsTheirOrder() =>
        Json(YamlReader.ReadAll("# first\na: 1\n---\n---\n- b\n...\n")).ShouldBe(["""{"a":1}""", "null", """["b"]"""]);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void ReadAll_NoDocument_IsEmpty(string yaml) => YamlReader.ReadAll(yaml).ShouldBeEmpty();

    [Fact]
    public void ReadAll_Json_IsYamlToo() =>
        Json(YamlReader.ReadAll("""{"a":[1,{"b":"c\/d\n"}],"e":null}""")).ShouldBe(["""{"a":[1,{"b":"c/d\n"}],"e":null}"""]);

    [Fact]
    public void ReadAll_BlockScalars_KeepTheirLines() =>
        Json(YamlReader.ReadAll("a: |\n  x\n   y\nb: >-\n  x\n  y\n")).ShouldBe(["""{"a":"x\n y\n","b":"x y"}"""]);

    [Fact]
    public void ReadAll_AnchorsAndMergeKeys_AreExpanded() =>
        Json(YamlReader.ReadAll("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nlist: {<<: [*b, {z: 4, x: 9}]}\ncopy: *b\n"))
            .ShouldBe(["""{"base":{"x":1,"y":2},"use":{"y":3,"x":1},"list":{"x":1,"y":2,"z":4},"copy":{"x":1,"y":2}}"""]);

    [Fact]
    public void ReadAll_RepeatedKey_TheLastWinsAsWithKubectl() =>
        Json(YamlReader.ReadAll("a: 1\nb: 2\na: 3")).ShouldBe(["""{"a":3,"b":2}"""]);

    [Theory]
    [InlineData("a: .inf", "JSON has no number .inf", 1)]
    [InlineData("a: !thing b", "!thing is not supported", 1)]
    [InlineData("a: !!int b", "'b' is not a", 1)]
    [InlineData("a:\n  <<: 7", "<< merges", 2)]
    [InlineData("? [a]\n: b", "a key must be a scalar", 1)]
    [InlineData("a: *nobody", "nobody", 1)]
    [InlineData("a: [1", "flow sequence", 2)]
    public void ReadAll_WhatJsonCannotExpress_IsRefusedWithItsPosition(string yaml, string reason, int line)
    {
        var error = Should.Throw<YamlFormatException>(() => YamlReader.ReadAll(yaml));

        error.Message.ShouldContain(reason);
        error.Line.ShouldBe(line);
    }

    [Fact]
    public void ReadAll_AliasesThatMultiply_AreRefusedEarly()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            bomb.AppendLine($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        }

        Should.Throw<YamlFormatException>(() => YamlReader.ReadAll(bomb.ToString())).Message.ShouldContain("expand to more than");
    }

    [Fact]
    public void ReadAll_EndlessNesting_IsRefused() =>
        Should.Throw<YamlFormatException>(() => YamlReader.ReadAll(new string('[', 5000))).Message.ShouldContain("nested deeper");

    [Fact]
    public void ReadAll_AnyText_IsReadOrRefused() =>
        Prop.ForAll(JsonGen.Fragments, yaml =>
        {
            try
            {
                return YamlReader.ReadAll(yaml) is not null;
            }
            catch (YamlFormatException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>The relaxed encoder still escapes characters beyond the basic plane.</summary>
    private static IEnumerable<string> Json(IEnumerable<JsonNode?> nodes) => nodes.Select(node =>
        node?.ToJsonString(Relaxed).Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal) ?? "null");
}
