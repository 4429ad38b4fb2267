using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

/// <summary>The ids in the body of a v4 API, by what it goes by.</summary>
public sealed class ApiV4IdentityTests
{
    private const string IdOfTheName = "0a496947-ee7b-c317-b0cc-317111a873f1";
    private const string DerivedCrossId = "b54c45d2-1e4f-3330-aa2d-9c931c795b92";

    [Fact]
    public void Create_Hrid_LeavesIdsToApim()
    {
        var import = Create(Full());
        var body = Body(import);

        (import.Reference, import.IsUuid, import.Id, import.CrossId).ShouldBe((Hrid, false, null, null));
        (body.Text("hrid"), body.ContainsKey("id"), body.ContainsKey("crossId")).ShouldBe((Hrid, false, false));
        var plan = body["plans"]![0]!.AsObject();
        (plan.Text("hrid"), plan.ContainsKey("id"), plan.ContainsKey("generalConditions"), plan.Text("generalConditionsHrid"))
            .ShouldBe(("Key-Less", false, false, "the-terms"));
        Ids(Page(body, "a-folder")).ShouldBe((Hrid, null, null, null, null));
        Ids(Page(body, "the-terms")).ShouldBe((Hrid, null, null, null, "a-folder"));
        Page(body, "the-terms").Text("parent").ShouldBe("a folder");
    }

    [Fact]
    public void Create_HridWithAuthorsIds_KeepsThem()
    {
        var spec = Full();
        spec.CrossId = "cross";
        (spec.Plans!["Key Less"].Id, spec.Plans["Key Less"].CrossId) = ("plan", "plan-cross");
        (spec.Pages!["the terms"].Id, spec.Pages["the terms"].CrossId, spec.Pages["the terms"].ParentId) = ("page", "page-cross", "up");

        var body = Body(Create(spec));

        body.Text("crossId").ShouldBe("cross");
        (body["plans"]![0].Text("id"), body["plans"]![0].Text("crossId")).ShouldBe(("plan", "plan-cross"));
        Ids(Page(body, "the-terms")).ShouldBe((Hrid, "page", "page-cross", "up", "a-folder"));
    }

    [Fact]
    public void Create_Uuid_DerivesEveryId()
    {
        var spec = Full();
        spec.Id = Uid;

        var import = Create(spec);
        var body = Body(import);

        (import.Reference, import.IsUuid, import.Id, import.CrossId).ShouldBe((Uid, true, Uid, IdOfTheName));
        (body.Text("hrid"), body.Text("id"), body.Text("crossId")).ShouldBe((Uid, Uid, IdOfTheName));
        var plan = body["plans"]![0]!.AsObject();
        (plan.Text("hrid"), plan.Text("id"), plan.Text("generalConditions"), plan.ContainsKey("generalConditionsHrid"))
            .ShouldBe(("Key-Less", Identifiers(Uid, "Key Less"), "the terms", false));
        var folder = Identifiers(Uid, "/", "a folder");
        Ids(Page(body, "a-folder")).ShouldBe((Uid, folder, Identifiers("default/api-v4", "/", "a folder"), null, null));
        Ids(Page(body, "the-terms")).ShouldBe(
            (Uid, Identifiers(Uid, "/", "the terms"), Identifiers("default/api-v4", "/", "the terms"), folder, null));
    }

    /// <summary>As computed for the API <c>default-api-v4</c> and its plan <c>KeyLess</c> by upstream.</summary>
    [Fact]
    public void Create_UuidOfAnUpstreamApi_GivesUpstreamsPlanId()
    {
        var spec = V4();
        spec.Id = "45d79c3d-541c-2979-dcb2-ea10b86da467";

        Body(Create(spec))["plans"]![0].Text("id").ShouldBe("7dd83d9d-6867-81a8-091d-d037f8267904");
    }

    [Theory]
    [InlineData("Key-Less", "")]
    [InlineData("Key Less", "")]
    [InlineData("Key-Less", "Key Less")]
    public void Create_UuidWithKnownPlans_TakesTheirIds(string key, string emptyKey)
    {
        var spec = Full();
        (spec.Id, spec.Plans!["Key Less"].Id) = (Uid, "mine");
        var plans = new Dictionary<string, string> { [emptyKey] = "", [key] = "known" };

        Body(Create(spec, new() { Plans = plans }))["plans"]![0].Text("id").ShouldBe("known");
    }

    [Fact]
    public void Create_UuidWithAuthorsPlanId_OverwritesIt()
    {
        var spec = V4();
        (spec.Id, spec.Plans!["KeyLess"].Id) = (Uid, "mine");

        Body(Create(spec))["plans"]![0].Text("id").ShouldBe(Identifiers(Uid, "KeyLess"));
    }

    [Theory]
    [InlineData("status", "spec", "status")]
    [InlineData(null, "spec", "spec")]
    [InlineData(null, null, IdOfTheName)]
    public void Create_UuidCrossId_StatusThenSpecThenName(string? status, string? given, string expected)
    {
        var spec = V4();
        (spec.Id, spec.CrossId) = (Uid, given);

        Create(spec, new() { CrossId = status }).CrossId.ShouldBe(expected);
    }

    [Fact]
    public void Create_UuidAndParentWithAnIdOfItsOwn_PointsThere()
    {
        var spec = Full();
        (spec.Id, spec.Pages!["a folder"].Id) = (Uid, "own");

        Page(Body(Create(spec)), "the-terms").Text("parentId").ShouldBe("own");
    }

    [Fact]
    public void Create_UuidAndUnknownParent_PointsToWhatItWouldBe()
    {
        var spec = Full();
        spec.Id = Uid;
        spec.Pages!.Remove("a folder");

        Page(Body(Create(spec)), "the-terms").Text("parentId").ShouldBe(Identifiers(Uid, "/", "a folder"));
    }

    [Fact]
    public void Create_IdAddedToAManagedApi_StillMeansTheSameApi()
    {
        var spec = V4();
        spec.Id = Uid;

        var import = Create(spec, Managed());

        (import.Reference, import.IsUuid, import.Id).ShouldBe((Hrid, false, null));
        Body(import).ContainsKey("id").ShouldBeFalse();
        import.Hash.ShouldBe(Create(V4(), Managed()).Hash);
    }

    [Theory]
    [InlineData("first", null, "first")]
    [InlineData("first", "second", "first")]
    [InlineData(null, "second", "second")]
    [InlineData(DerivedCrossId, null, null)]
    [InlineData(DerivedCrossId, "second", null)]
    public void Create_CrossIdOfAManagedApi_NeverChanges(string? known, string? given, string? expected)
    {
        var (spec, status, metadata) = (V4(), Managed(), Meta());
        (spec.CrossId, status.CrossId, metadata.Name) = (given, known, "my-api");

        Gko.Apim.Payloads.ApiV4Payload.Create(spec, metadata, status).CrossId.ShouldBe(expected);
    }

    private static ApiV4DefinitionSpec Full()
    {
        var spec = V4();
        spec.Plans = new() { ["Key Less"] = new() { Name = "Free", GeneralConditions = "the terms" } };
        spec.Pages = new()
        {
            ["a folder"] = new() { Name = "folder", Type = "FOLDER" },
            ["the terms"] = new() { Name = "terms", Type = "MARKDOWN", Parent = "a folder" },
        };
        return spec;
    }

    private static JsonObject Page(JsonObject body, string hrid) =>
        body["pages"]!.AsArray().Single(page => page.Text("hrid") == hrid)!.AsObject();

    private static (string? Api, string? Id, string? CrossId, string? ParentId, string? ParentHrid) Ids(JsonObject page) =>
        (page.Text("api"), page.Text("id"), page.Text("crossId"), page.Text("parentId"), page.Text("parentHrid"));

    private static string Identifiers(params ReadOnlySpan<string> parts) => Gko.Apim.Identifiers.Ids.UuidXxh3(parts);
}
