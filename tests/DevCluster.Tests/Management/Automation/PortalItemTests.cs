using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

/// <summary>Listings, links and pages.</summary>
public sealed class PortalItemTests : IAsyncLifetime
{
    private const string Listings = "portals/default-portal/listings";
    private const string Links = "portals/default-portal/links";
    private const string Pages = "portals/default-portal/documentations";
    private const string ApiPages = "apis/default-my-api/documentations";
    private const string AListing = """{"hrid":"default-listing","apis":[{"apiHrid":"default-my-api","location":"/a","order":1}]}""";
    private const string ALink = """{"hrid":"default-link","name":"Docs","href":"https://docs.example.com","location":"/a"}""";
    private const string APage = """{"hrid":"default-doc","name":"Doc","type":"openapi","content":"{}","location":"/a"}""";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData(Listings, AListing, "default-listing", "8956c5af-9fa4-3258-838a-348530f5e024")]
    [InlineData(Links, ALink, "default-link", "e6702dcb-271c-3d65-93b7-50d41e5345ad")]
    [InlineData(Pages, APage, "default-doc", "f4c3c27a-fdb8-34f6-82ec-9d6d740bf536")]
    [InlineData(ApiPages, APage, "default-doc", "289f7a79-f4d3-369f-8b72-ad64c7be4412")]
    public async Task Item_FromWriteToDeletion_IsThereInBetween(string kind, string body, string hrid, string id)
    {
        await _apim.PutAsync("portals", JsonNode.Parse("""{"hrid":"default-portal","name":"Portal"}""")!.AsObject());
        var path = $"{ManagementFixture.Automation}/{kind}/{hrid}";

        var dry = await PutAsync(kind, body, dryRun: true);
        (await _apim.GetAsync(path)).Message.ShouldBe($"HRID [{hrid}] cannot be found.");
        var real = await PutAsync(kind, body);

        ((string?)dry.Json["id"], (string?)real.Json["id"], real.Json["errors"]).ShouldBe((id, id, null));
        var parent = kind == ApiPages ? "apiHrid" : "portalHrid";
        ((string?)real.Json[parent]).ShouldBe(kind.Split('/')[1]);
        (await _apim.GetAsync(path)).Json.ToJsonString().ShouldBe(real.Json.ToJsonString());
        (await _apim.SendAsync("DELETE", path)).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", path)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(Listings, AListing, "default-listing", 200)]
    [InlineData(Links, ALink, "default-link", 404)]
    [InlineData(Pages, APage, "default-doc", 200)]
    public async Task Put_WithoutItsPortal_SucceedsButALinkIsNotKept(string kind, string body, string hrid, int status)
    {
        (await PutAsync(kind, body)).Status.ShouldBe(200);

        (await _apim.GetAsync($"{ManagementFixture.Automation}/{kind}/{hrid}")).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(Listings, AListing)]
    [InlineData(Links, ALink)]
    [InlineData(Pages, APage)]
    public async Task Put_OnAnotherPortalThanTheEnvironments_IsRefused(string kind, string body)
    {
        await _apim.PutAsync("portals", JsonNode.Parse("""{"hrid":"default-other","name":"Portal"}""")!.AsObject());

        (await PutAsync(kind, body, dryRun: true)).Severe.ShouldBe(["portalHrid does not match the established portal for this environment"]);
        (await PutAsync(kind, body)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(Listings, """{"hrid":"default-listing","apis":[{"apiHrid":"x","location":"/a"},{"apiHrid":"y","location":"b/"}]}""",
        "apis[1].location must start with '/' (was: b/)|apis[1].location must not end with '/' (was: b/)")]
    [InlineData(Links, """{"hrid":"default-link","name":" ","href":"nowhere","location":""}""",
        "The title field is required and cannot be blank.|Provided url is invalid|location must not be empty")]
    [InlineData(Pages, """{"hrid":"default-doc","name":" ","type":"OPENAPI","content":"","location":"a"}""",
        "name must not be blank|location must start with '/' (was: a)")]
    public async Task Put_Wrong_IsToldInADryRunAndRefusedForReal(string kind, string body, string severe)
    {
        (await PutAsync(kind, body, dryRun: true)).Severe.ShouldBe(severe.Split('|'));
        var real = await PutAsync(kind, body);

        real.Status.ShouldBe(400);
        if (kind == Links)
        {
            // The one kind that is refused with its state.
            (real.Severe.Count, (string?)real.Json["hrid"]).ShouldBe((3, "default-link"));
        }
        else
        {
            real.Message.ShouldBe(severe.Replace("|", ", "));
        }
    }

    [Fact]
    public async Task Put_PageOfAnApiOnTheHomepage_IsRefusedEvenInADryRun()
    {
        var page = JsonNode.Parse(APage)!.AsObject().Having("area", "\"homepage\"");

        (await _apim.PutAsync(Pages, page, dryRun: true)).Status.ShouldBe(200);
        var answer = await _apim.PutAsync(ApiPages, page, dryRun: true);

        (answer.Status, answer.Message).ShouldBe((400, "API documentation must be under TOP_NAVBAR area"));
    }

    [Fact]
    public async Task Put_SameApiInTheSameFolderByTwoListings_FailsOnlyForReal()
    {
        await PutAsync(Listings, AListing);
        var other = AListing.Replace("default-listing", "default-second");

        (await PutAsync(Listings, AListing)).Status.ShouldBe(200);
        (await PutAsync(Listings, other, dryRun: true)).Status.ShouldBe(200);
        (await PutAsync(Listings, other)).Message.ShouldBe(
            "Listing entry at [/a] cannot be materialized: another item under the same parent already uses this path segment");
    }

    [Fact]
    public async Task AnyCall_PlainUser_IsForbidden()
    {
        (await _apim.PutAsync(Links, JsonNode.Parse(ALink)!.AsObject(), dryRun: true, login: "user:password")).Status.ShouldBe(403);
        (await _apim.SendAsync("GET", $"{ManagementFixture.Automation}/{Links}/default-link", login: "user:password")).Status.ShouldBe(403);
    }

    private Task<Answer> PutAsync(string kind, string body, bool dryRun = false) =>
        _apim.PutAsync(kind, JsonNode.Parse(body)!.AsObject(), dryRun);
}
