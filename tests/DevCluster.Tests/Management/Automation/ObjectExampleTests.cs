using System.Text.Json.Nodes;
using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.Apim.Payloads;
using Gko.DevCluster.Management;
using Gko.Testing;
using Gko.Testing.Examples;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.DevCluster.Tests.Management.Automation;

/// <summary>Objects that are no APIs as the operator sends them, by its own client.</summary>
public sealed class ObjectExampleTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();
    private readonly TestCertificates _certificates = new();
    private readonly ApimHttpClientPool _pool = new(new(), TimeProvider.System, NullLogger<ApimHttpClientPool>.Instance);

    public static TheoryData<string> Names => [.. ExampleObjects.Names];

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _pool.Dispose();
        _certificates.Dispose();
        await _apim.DisposeAsync();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Import_Example_IsTaken(string name)
    {
        Assert.SkipWhen(ExampleObjects.Root is null, "reference data is not beside the repository");
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"clientRegistration":true}"""));
        var import = ObjectPayloads.Create(ExampleObjects.Manifest(name), _ => _certificates.ForClient("client").Certificate);
        var url = $"{ManagementFixture.Automation}/{import.Path}/{import.Hrid}";

        var dry = (await ImportAsync(import, dryRun: true)).Value.ShouldNotBeNull();
        (await _apim.GetAsync(url)).Status.ShouldBe(404);
        var real = (await ImportAsync(import, dryRun: false)).Value.ShouldNotBeNull();

        (dry.Errors?.Severe ?? []).ShouldBeEmpty();
        (real.OrganizationId, real.EnvironmentId).ShouldBe(("DEFAULT", "DEFAULT"));
        real.Id.ShouldNotBeNullOrEmpty();
        (await _apim.GetAsync(url)).Status.ShouldBe(import.Path.EndsWith("/links", StringComparison.Ordinal) ? 404 : 200);
    }

    [Fact]
    public async Task Import_Refused_TellsWhyInEachShape()
    {
        var link = PortalLinkPayload.Create(
            new() { PortalRef = new() { Name = "p" }, Name = "n", Href = "nowhere" }, new() { Namespace = "default", Name = "link" });
        var dictionary = DictionaryPayload.Create(new() { Name = "n", Type = "DYNAMIC", Deployed = true }, new() { Namespace = "default", Name = "d" });

        (await ImportAsync(link, dryRun: true)).Value!.Errors!.Severe.ShouldBe(["Provided url is invalid"]);
        (await ImportAsync(link, dryRun: false)).Error!.Severe.ShouldBe(["Provided url is invalid"]);
        (await ImportAsync(dictionary, dryRun: true)).Error!.ServerMessage.ShouldBe("Dynamic dictionary must have a provider and a trigger.");
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, "")]
    [InlineData(200, "<html>")]
    public async Task Import_Disturbed_IsUnavailable(int status, string body)
    {
        _apim.Api.Faults.Add(new Fault { Method = "PUT", Path = "/dictionaries$", Query = "dryRun=true", Status = status, Body = body, Times = 1 });
        var dictionary = DictionaryPayload.Create(
            new() { Name = "n", Type = "MANUAL", Deployed = true, Manual = new() { Properties = new() { ["k"] = "v" } } },
            new() { Namespace = "default", Name = "d" });

        (await ImportAsync(dictionary, dryRun: true)).Error!.IsUnavailable.ShouldBeTrue();
    }

    private Task<ApimResult<ImportStatus>> ImportAsync(AutomationImport import, bool dryRun)
    {
        var client = new ApimClient(_pool, TimeProvider.System, NullLogger<ApimClient>.Instance);
        var connection = new ApimConnection
        {
            BaseUrl = _apim.Api.Url.ToString(),
            OrganizationId = "DEFAULT",
            EnvironmentId = "DEFAULT",
            Credentials = ApimCredentials.Bearer(DevManagementApi.DefaultToken),
        };
        return client.ImportAsync(connection, import, dryRun, TestContext.Current.CancellationToken);
    }
}
