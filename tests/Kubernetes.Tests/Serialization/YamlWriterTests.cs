using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Serialization;

public sealed class YamlWriterTests
{
    [Fact]
    public void ReadAll_WhatWasWritten_IsTheSame() =>
        Prop.ForAll(JsonGen.Documents, json =>
        {
            var node = JsonNode.Parse(json);
            return YamlReader.ReadAll(YamlWriter.Write(node)) is [var back] && JsonNode.DeepEquals(node, back);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Write_Object_LooksAsKubectlPrintsIt() =>
        YamlWriter.Write(JsonNode.Parse("""
            {"kind":"Widget","metadata":{"name":"a","labels":{}},"list":[{"a":1,"b":[2,[3,4]]},"x",[]],
             "script":"one\n  two\n","cut":"one\ntwo","url":"https://example.org/a#c","none":null}
            """)).ShouldBe("""
            kind: Widget
            metadata:
              name: a
              labels: {}
            list:
            - a: 1
              b:
              - 2
              - - 3
                - 4
            - x
            - []
            script: |
              one
                two
            cut: |-
              one
              two
            url: https://example.org/a#c
            none: null

            """);

    [Theory]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("on")]
    [InlineData("OFF")]
    [InlineData("y")]
    [InlineData("true")]
    [InlineData("Null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("017")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("0b11")]
    [InlineData("1_000")]
    [InlineData("12:30:45")]
    [InlineData("1e3")]
    [InlineData("1.20")]
    [InlineData("2024-01-02")]
    [InlineData("2024-01-02T03:04:05Z")]
    [InlineData(".inf")]
    [InlineData("<<")]
    [InlineData("=")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData(" a")]
    [InlineData("a:")]
    public void Write_StringThatAReaderMayMistake_IsQuoted(string text)
    {
        YamlWriter.Write(JsonValue.Create(text)).ShouldBe($"\"{text}\"\n");
        YamlWriter.Write(new JsonObject { [text] = 1 }).ShouldBe($"\"{text}\": 1\n");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("example.io/v1")]
    [InlineData("nginx:1.27")]
    [InlineData("a#b")]
    [InlineData("10s")]
    [InlineData("日本")]
    public void Write_UnmistakableString_IsPlain(string text) => YamlWriter.Write(JsonValue.Create(text)).ShouldBe(text + "\n");

    [Theory]
    [InlineData("examples")]
    [InlineData("crds")]
    public void ReadAll_RealManifestsWrittenAgain_AreTheSame(string folder)
    {
        var path = RepositoryPaths.Shared("upstream", folder);
        Assert.SkipWhen(path is null, "reference data is not beside the repository");

        var nodes = Directory.EnumerateFiles(path, "*.y*ml", SearchOption.AllDirectories)
            .SelectMany(file => YamlReader.ReadAll(File.ReadAllText(file)))
            .ToList();

        nodes.ShouldNotBeEmpty();
        nodes.ShouldAllBe(node => JsonNode.DeepEquals(YamlReader.ReadAll(YamlWriter.Write(node)).Single(), node));
    }

    [Fact]
    public void Write_VeryLongKey_IsStillReadable()
    {
        var node = new JsonObject { [new string('k', 3000)] = new JsonObject { ["a"] = new JsonArray(1) } };

        JsonNode.DeepEquals(YamlReader.ReadAll(YamlWriter.Write(node))[0], node).ShouldBeTrue();
    }
}
