using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class PortalTests : IAsyncLifetime
{
    private const string Path = ManagementFixture.Automation + "/portals/default-portal";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_Structure_IsShownWithItsFoldersByBothNames(bool dryRun)
    {
        var answer = await _apim.PutAsync("portals", APortal("""[{"path":"/Projects/The Alpha","displayName":"Alpha"},{"path":"/projects"}]"""), dryRun);

        answer.Json.ToJsonString().ShouldBe(
            """{"hrid":"default-portal","name":"Portal","navigation":[{"path":"/projects"},{"path":"/projects/the-alpha","displayName":"Alpha"}],"id":"bf3d46c3-832d-3a3a-a039-be2ee0939e97","environmentId":"DEFAULT","organizationId":"DEFAULT","structure":{"topNavbar":[{"path":"/projects"},{"path":"/projects/the-alpha","displayName":"Alpha"}]}}""");
        (await _apim.GetAsync(Path)).Status.ShouldBe(dryRun ? 404 : 200);
    }

    [Fact]
    public async Task Put_WithoutNavigation_LeavesItAlone()
    {
        await _apim.PutAsync("portals", APortal("""[{"path":"/a"}]"""));
        await _apim.PutAsync("portals", APortal(""));

        (await _apim.GetAsync(Path)).Json["navigation"]!.ToJsonString().ShouldBe("""[{"path":"/a"}]""");
    }

    [Fact]
    public async Task Put_NavigationAndStructure_IsRefusedEvenInADryRun()
    {
        var answer = await _apim.PutAsync("portals", APortal("[]").Having("navigation", "[]"), dryRun: true);

        (answer.Status, answer.Message).ShouldBe((400, "navigation and structure cannot be used at the same time"));
    }

    [Fact]
    public async Task Put_SecondPortal_IsRefusedUnlessAllowed()
    {
        await _apim.PutAsync("portals", APortal("[]"));
        var second = APortal("[]").Having("hrid", "\"default-second\"");

        (await _apim.PutAsync("portals", second, dryRun: true)).Severe.ShouldBe(["hrid does not match the established portal for this environment"]);
        var refused = await _apim.PutAsync("portals", second);
        (refused.Status, refused.Message).ShouldBe((400, "hrid does not match the established portal for this environment"));
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"multiplePortals":true}"""));

        (await _apim.PutAsync("portals", second)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(" ", "must not be empty")]
    [InlineData("a", "must start with '/' (was: a)")]
    [InlineData("/a//b", "must not contain consecutive '/' (was: /a//b)")]
    [InlineData("/a/../b", "must not contain '..' (was: /a/../b)")]
    [InlineData("/a/", "must not end with '/' (was: /a/)")]
    [InlineData("/", null)]
    public async Task Put_Path_MustBeWellFormed(string path, string? problem)
    {
        var entries = new JsonArray(new JsonObject { ["path"] = "/ok" }, new JsonObject { ["path"] = path }).ToJsonString();
        var old = APortal("").Having("navigation", entries);

        (await _apim.PutAsync("portals", APortal(entries), dryRun: true)).Severe.ShouldBe(problem is null ? [] : [$"structure.topNavbar[1].path {problem}"]);
        (await _apim.PutAsync("portals", old, dryRun: true)).Severe.ShouldBe(problem is null ? [] : [$"navigation[1].path {problem}"]);
    }

    [Fact]
    public async Task Delete_Known_TakesItsLinksAlong()
    {
        await _apim.PutAsync("portals", APortal("[]"));
        await _apim.PutAsync("portals/default-portal/links", JsonNode.Parse("""{"hrid":"default-link","name":"l","href":"https://a"}""")!.AsObject());

        (await _apim.SendAsync("DELETE", Path)).Status.ShouldBe(204);
        (await _apim.GetAsync($"{Path}/links/default-link")).Status.ShouldBe(404);
        (await _apim.SendAsync("DELETE", Path)).Status.ShouldBe(404);
    }

    private static JsonObject APortal(string topNavbar) => JsonNode.Parse("""{"hrid":"default-portal","name":"Portal"}""")!.AsObject()
        .Having("structure", topNavbar.Length == 0 ? "" : $$"""{"topNavbar":{{topNavbar}}}""");
}
