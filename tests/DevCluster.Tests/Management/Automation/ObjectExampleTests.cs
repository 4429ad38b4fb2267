using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.Testing;
using Gko.Testing.Examples;

namespace Gko.DevCluster.Tests.Management.Automation;

/// <summary>Upstream's examples of all that is no API, as the operator sends them; and faults on their way.</summary>
public sealed class ObjectExampleTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public static TheoryData<string> Names => [.. ExampleObjects.Names];

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory, MemberData(nameof(Names))]
    public async Task Put_Example_IsTaken(string name)
    {
        Assert.SkipWhen(ExampleObjects.Root is null, "reference data is not beside the repository");
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"clientRegistration":true}"""));
        using var certificates = new TestCertificates();
        var import = ObjectPayloads.Create(ExampleObjects.Manifest(name), _ => certificates.ForClient("client").Certificate);
        var body = ObjectPayloads.Body(import);

        (await _apim.PutAsync(import.Path, body.DeepClone().AsObject(), dryRun: true)).Severe.ShouldBeEmpty();
        var answer = await _apim.PutAsync(import.Path, body);

        (answer.Status, (string?)answer.Json["hrid"]).ShouldBe((200, import.Hrid), answer.Text);
        var isLink = import.Path.EndsWith("/links", StringComparison.Ordinal);
        (await _apim.GetAsync($"{ManagementFixture.Automation}/{import.Path}/{import.Hrid}")).Status.ShouldBe(isLink ? 404 : 200);
    }

    [Fact]
    public async Task Fault_OnAnyKind_Strikes()
    {
        _apim.Api.Faults.Add(new Fault { Method = "PUT", Path = "/dictionaries$", Query = "dryRun=true", Status = 503, Times = 1 });
        var body = JsonNode.Parse("""{"hrid":"default-d","name":"d","type":"MANUAL","deployed":true,"manual":{"properties":{"k":"v"}}}""")!.AsObject();

        (await _apim.PutAsync("dictionaries", body, dryRun: true)).Status.ShouldBe(503);
        (await _apim.PutAsync("dictionaries", body, dryRun: true)).Status.ShouldBe(200);
    }
}
