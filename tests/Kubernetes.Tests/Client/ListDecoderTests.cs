using System.Text;
using System.Text.Json;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class ListDecoderTests
{
    private const string List = """
        {"kind":"ConfigMapList","apiVersion":"v1","other":{"nested":[1,{"items":[]}]},
         "items":[
          {"metadata":{"namespace":"ns","name":"a","resourceVersion":"5"},"data":{"text":"ä\"]}"}},
          {"metadata":{"namespace":"ns","name":"bad"},"data":[1]},
          {"metadata":{"namespace":"ns","name":"b"},"data":{"k":"v"}}],
         "metadata":{"resourceVersion":"10","continue":"next","remainingItemCount":7}}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Read_WhateverTheChunks_FindsTheSame(int chunk)
    {
        var list = await ReadAsync(List, chunk);

        list.Items.Select(item => item.Metadata.Name).ShouldBe(["a", "b"]);
        list.Items[0].Data!["text"].ShouldBe("ä\"]}");
        list.Items.ShouldAllBe(item => item.Kind == "ConfigMap");
        list.Undecodable.Single().Key.ToString().ShouldBe("ns/bad");
        (list.Metadata.ResourceVersion, list.Metadata.Continue, list.Metadata.RemainingItemCount).ShouldBe(("10", "next", 7L));
    }

    [Fact]
    public async Task Read_ItemLargerThanTheBuffer_IsRead()
    {
        var text = new string('x', 300_000);

        var list = await ReadAsync($$$"""{"items":[{"metadata":{"name":"a"},"data":{"k":"{{{text}}}"}},{"metadata":{"name":"b"}}]}""", 10_000);

        list.Items[0].Data!["k"].ShouldBe(text);
        list.Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"items":null,"metadata":{"resourceVersion":"3"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"3"},"items":[]}""")]
    public async Task Read_EmptyList_HasItsVersion(string text)
    {
        var list = await ReadAsync(text, 5);

        list.Items.ShouldBeEmpty();
        list.Metadata.ResourceVersion.ShouldBe("3");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[{"metadata":{"name":"a"}}""")]
    public async Task Read_NoCompleteList_Throws(string text) => await Should.ThrowAsync<JsonException>(() => ReadAsync(text, 3));

    [Fact]
    public async Task Read_ObjectNestedWithoutBound_CostsOnlyItself()
    {
        var deep = $"{string.Concat(Enumerable.Repeat("[", 5000))}{string.Concat(Enumerable.Repeat("]", 5000))}";

        var list = await ReadAsync($$$"""{"items":[{"metadata":{"name":"deep"},"other":{{{deep}}}},{"metadata":{"name":"b"}}]}""", 1000);

        list.Items.Single().Metadata.Name.ShouldBe("b");
        list.Undecodable.Single().Error.ShouldContain("nested");
    }

    private static async Task<KubeList<ConfigMap>> ReadAsync(string text, int chunk)
    {
        using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk);
        using var decoder = new ListDecoder<ConfigMap>(stream);
        return await decoder.ReadAsync(() => { }, Ct);
    }

    /// <summary>Returns a few bytes at a time, as a network does.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
