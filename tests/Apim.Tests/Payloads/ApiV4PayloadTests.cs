using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V4;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

public sealed class ApiV4PayloadTests
{
    [Fact]
    public void Create_AnySpec_IsNotMutated()
    {
        var spec = V4();
        var before = JsonSerializer.Serialize(spec, ContractsJson.Relaxed.ApiV4DefinitionSpec);

        Create(spec);

        JsonSerializer.Serialize(spec, ContractsJson.Relaxed.ApiV4DefinitionSpec).ShouldBe(before);
    }

    [Fact]
    public void Create_MinimalSpec_SendsListsAsNull()
    {
        var body = Body(Create(new ApiV4DefinitionSpec { Name = "n", Plans = new() { ["free"] = new() } }));

        foreach (var name in (string[])["tags", "labels", "properties", "metadata", "resources", "groups", "groupRefs", "categories",
            "listeners", "endpointGroups", "flows", "pages"])
        {
            body.TryGetPropertyValue(name, out var value).ShouldBeTrue(name);
            value.ShouldBeNull(name);
        }

        foreach (var name in (string[])["tags", "characteristics", "flows", "excludedGroups"])
        {
            body["plans"]![0]!.AsObject().ContainsKey(name).ShouldBeTrue(name);
        }
    }

    [Fact]
    public void Create_PlansAndPages_AreListsInAnOrderThatIsAlwaysTheSame()
    {
        var (one, other) = (V4(), V4());
        one.Plans = new() { ["b"] = new(), ["a"] = new(), ["B"] = new() };
        other.Plans = new() { ["B"] = new(), ["a"] = new(), ["b"] = new() };
        one.Pages = new() { ["y"] = new(), ["x"] = new() };
        other.Pages = new() { ["x"] = new(), ["y"] = new() };

        var (first, second) = (Create(one), Create(other));

        Encoding.UTF8.GetString(second.Body.Span).ShouldBe(Encoding.UTF8.GetString(first.Body.Span));
        Hrids(Body(first), "plans").ShouldBe(["B", "a", "b"]);
        Hrids(Body(first), "pages").ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Create_PlansWithOrder_StandInThatOrder()
    {
        var spec = V4();
        spec.Plans = new() { ["a"] = new(), ["b"] = new() { Order = 2 }, ["c"] = new() { Order = 1 }, ["d"] = new() { Order = 1 } };

        Hrids(Body(Create(spec)), "plans").ShouldBe(["c", "d", "b", "a"]);
    }

    [Fact]
    public void Create_OperatorsOwnFields_AreReplaced()
    {
        var spec = V4();
        spec.Hrid = "mine";
        spec.ConsoleNotification = new() { Events = ["X"] };

        var body = Body(Create(spec));

        body.ContainsKey("contextRef").ShouldBeFalse();
        body.ContainsKey("consoleNotification").ShouldBeFalse();
        body.Text("hrid").ShouldBe(Hrid);
    }

    [Fact]
    public void Create_WithNotification_SendsIt()
    {
        var notification = new ConsoleNotification { Events = ["API_STARTED"], Groups = [] };

        var body = Body(ApiV4Payload.Create(V4(), Meta(), null, notification));

        body["consoleNotification"]!.ToJsonString().ShouldBe("""{"events":["API_STARTED"],"groups":[]}""");
    }

    [Theory]
    [InlineData(null, null, "KUBERNETES", "MANAGEMENT")]
    [InlineData("", "", "KUBERNETES", "MANAGEMENT")]
    [InlineData("KUBERNETES", "KUBERNETES", "KUBERNETES", "KUBERNETES")]
    public void Create_DefinitionContext_IsFilledUp(string? origin, string? syncFrom, string expectedOrigin, string expectedSource)
    {
        var spec = V4();
        spec.DefinitionContext = origin is null ? null : new() { Origin = origin, SyncFrom = syncFrom };

        var context = Body(Create(spec))["definitionContext"]!;

        context.ToJsonString().ShouldBe($$"""{"origin":"{{expectedOrigin}}","syncFrom":"{{expectedSource}}"}""");
    }

    [Fact]
    public void Create_ConnectSteps_AlsoHaveTheNameThatApimKnows()
    {
        var spec = V4();
        spec.Flows = [new() { Connect = [new() { Policy = "api" }] }];
        spec.Plans!["KeyLess"].Flows = [new() { Connect = [new() { Policy = "plan" }] }];

        var body = Body(Create(spec));

        body["flows"]![0]!["entrypointConnect"]![0].Text("policy").ShouldBe("api");
        body["plans"]![0]!["flows"]![0]!["entrypointConnect"]![0].Text("policy").ShouldBe("plan");
    }

    [Theory]
    [InlineData("plans", "a b", "a.b", "a-b")]
    [InlineData("pages", "x.", "x ", "x-")]
    public void Create_KeysThatApimCannotTellApart_AreReportedAndNotLost(string what, string one, string other, string hrid)
    {
        var spec = V4();
        spec.Plans = what == "plans" ? new() { [one] = new(), [other] = new() } : null;
        spec.Pages = what == "pages" ? new() { [one] = new(), [other] = new() } : null;

        var import = Create(spec);

        var problem = import.Problems.ShouldHaveSingleItem();
        problem.Field.ShouldBe($"spec.{what}");
        problem.Message.ShouldContain(one);
        problem.Message.ShouldContain(other);
        Hrids(Body(import), what).ShouldBe([hrid, hrid]);
    }

    [Fact]
    public void Create_DistinctKeys_HaveNoProblem() => Create(V4()).Problems.ShouldBeEmpty();

    [Fact]
    public void Hash_FirstAnswer_StaysTheSame()
    {
        var spec = V4();
        spec.CrossId = "given";
        var status = Managed();
        (status.CrossId, status.Plans) = ("given", new() { ["KeyLess"] = "from-apim" });

        Create(spec, status).Hash.ShouldBe(Create(spec).Hash);
    }

    [Fact]
    public void Hash_FirstAnswerToAUuid_StaysTheSame()
    {
        var spec = V4();
        spec.Id = Uid;

        var after = Create(spec, new() { Id = Uid, CrossId = "from-apim", Plans = new() { ["KeyLess"] = "from-apim" } });

        after.Hash.ShouldBe(Create(spec).Hash);
        after.Hash.ShouldMatch("^[0-9a-f]{64}$");
    }

    public static TheoryData<string, Action<ApiV4DefinitionSpec>> Changes => new()
    {
        { "name", spec => spec.Name = "other" },
        { "plan", spec => spec.Plans!["KeyLess"].Status = "STAGING" },
        { "plan id, which APIM keeps", spec => spec.Plans!["KeyLess"].Id = "mine" },
        { "key of a plan", spec => spec.Plans = new() { ["Other"] = spec.Plans!["KeyLess"] } },
        { "another name for APIM", spec => spec.Id = Uid },
        { "listener", spec => spec.Listeners = [JsonElement.Parse("""{"type":"HTTP","paths":[{"path":"/other"}]}""")] },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Hash_AnyChange_Differs(string what, Action<ApiV4DefinitionSpec> change)
    {
        var spec = V4();
        change(spec);

        Create(spec).Hash.ShouldNotBe(Create(V4()).Hash, what);
    }

    private static IEnumerable<string?> Hrids(JsonObject body, string what) => body[what]!.AsArray().Select(item => item.Text("hrid"));
}
