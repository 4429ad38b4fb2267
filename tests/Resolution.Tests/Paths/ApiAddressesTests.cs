using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Paths;

public sealed class ApiAddressesTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData("""{"type":"SUBSCRIPTION","paths":[{"path":"/a"}]}""")]
    [InlineData("""{"type":"HTTP"}""")]
    [InlineData("""{"type":"HTTP","paths":"/a"}""")]
    [InlineData("""{"type":1,"paths":[{"path":"/a"}]}""")]
    [InlineData("""{"type":"KAFKA","port":9092}""")]
    [InlineData("""{"type":"KAFKA","host":""}""")]
    [InlineData("""{"type":"TCP","hosts":{}}""")]
    public void Of_ListenerWithoutAddress_IsEmpty(string listener) => ApiAddresses.Of(AV4Api().WithListener(listener).Build().Spec).ShouldBeEmpty();

    [Fact]
    public void Of_SeveralListeners_KeepsTheirOrder()
    {
        var api = AV4Api().With(spec => spec.Listeners =
        [
            JsonElement.Parse("""{"type":"KAFKA","host":"k"}"""),
            JsonElement.Parse("""{"type":"http","paths":[{"path":"//a/"},{"host":"h","path":"/b"}]}"""),
        ]).Build();

        ApiAddresses.Of(api.Spec).ShouldBe(
        [
            new ApiAddress(AddressKind.Kafka, "k", "spec.listeners[0].host"),
            new ApiAddress(AddressKind.Http, "/a", "spec.listeners[1].paths[0].path") { Written = "//a/" },
            new ApiAddress(AddressKind.Http, "h/b", "spec.listeners[1].paths[1].path") { Written = "h//b" },
        ]);
    }

    [Fact]
    public void Of_NoSpec_IsEmpty()
    {
        ApiAddresses.Of((Contracts.ApiDefinitionSpec?)null).ShouldBeEmpty();
        ApiAddresses.Of((Contracts.ApiV4DefinitionSpec?)null).ShouldBeEmpty();
    }

    [Fact]
    public void Of_AnyJson_DoesNotFail() => Prop.ForAll(
        Gen.Elements("null", "1", "\"x\"", "[]", "{}", "[null]", "[1]", "[{}]", "[{\"path\":1,\"host\":[]}]", "[\"h\"]").Three().ToArbitrary(),
        parts =>
        {
            foreach (var type in new[] { "HTTP", "TCP", "KAFKA" })
            {
                var listener = $$"""{"type":"{{type}}","paths":{{parts.Item1}},"hosts":{{parts.Item2}},"host":{{parts.Item3}}}""";
                _ = ApiAddresses.IndexValues(ApiAddresses.Of(AV4Api().WithListener(listener).Build().Spec)).ToList();
            }
        }).QuickCheckThrowOnFailure();
}
