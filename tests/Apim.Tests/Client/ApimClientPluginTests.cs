using Gko.Apim.Client;

namespace Gko.Apim.Tests.Client;

public sealed class ApimClientPluginTests : IDisposable
{
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Theory]
    [InlineData(PluginKind.Policies, "policies")]
    [InlineData(PluginKind.Resources, "resources")]
    [InlineData(PluginKind.Endpoints, "endpoints")]
    [InlineData(PluginKind.Entrypoints, "entrypoints")]
    public async Task Find_EachKind_AsksTheOrganization(PluginKind kind, string path)
    {
        _apim.Server.Answers(200, """[{"id":"rate-limit","name":"Rate Limit","flowPhaseCompatibility":{"HTTP_PROXY":["REQUEST"]}},{"id":"mock"}]""");

        var plugins = (await FindAsync(kind)).Value.ShouldNotBeNull();

        plugins.Select(plugin => (plugin.Id, plugin.Name)).ShouldBe([("rate-limit", "Rate Limit"), ("mock", null)]);
        (_apim.Server.Sent.Single().Method, _apim.Server.Sent.Single().Url)
            .ShouldBe(("GET", $"https://apim.example.com/management/v2/organizations/ORG/plugins/{path}"));
    }

    [Fact]
    public async Task Find_Refused_IsAnError()
    {
        _apim.Server.Answers(403, "");

        (await FindAsync(PluginKind.Policies)).Error!.Kind.ShouldBe(ApimErrorKind.Forbidden);
    }

    private Task<ApimResult<List<ApimPlugin>>> FindAsync(PluginKind kind) =>
        _apim.Client.FindPluginsAsync(_apim.Connection, kind, TestContext.Current.CancellationToken);
}
