using Gko.Apim.Client;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>The rules that APIs of both versions share.</summary>
public sealed class ApiRuleTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    /// <summary>Each rule with each version and each operation in which it holds.</summary>
    public static TheoryData<string, string, string> Rules { get; } = Rows(_ => true, "C", "U");

    public static TheoryData<string, string, string> Checks { get; } = Rows(rule => rule.Check is not null, "C");

    public static TheoryData<string> Versions { get; } = ["v2", "v4"];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("ctx", "other").Build());
        _fixture.Apim.OnImport = _ => new ImportStatus();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Rules))]
    public async Task Review_RuleOfTheSpecification_GivesItsVerdict(string id, string version, string operation)
    {
        var rule = Rule(id).Of(version);

        rule.Verify(await AskAsync(rule, version, operation));
    }

    [Theory, MemberData(nameof(Checks))]
    public async Task Review_CheckIsStrict_IsRefused(string id, string version, string operation)
    {
        var rule = Rule(id).Of(version);
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { rule.Check! } };

        var error = (await AskAsync(rule, version, operation)).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((rule.Strict ?? rule.Warning!, rule.Field));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Create_EverythingWrong_ReportsAllInUpstreamsOrder(string version)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { "all" } };
        _fixture.Cluster.Put(AnApi("first").WithPath("/%").Build());
        var verdict = await AskAsync(new ApiRule("all", spec =>
        {
            spec.ContextRef = new() { Name = "absent" };
            spec.Resources = [new() { Name = "n", Type = "t" }, new() { Ref = new() { Name = "r" } }];
            spec.NotificationsRefs = [new() { Name = "n" }];
            ApiChanges.Plans(spec);
            ApiChanges.Paths(spec, (null, "/%"), (null, "a"));
            ApiChanges.Pages(spec, ("p", "MARKDOWN", "absent"));
        }), version, "C");

        verdict.Errors.Select(error => string.Join(' ', error.Message.Split(' ')[0..3])).ShouldBe(
        [
            "resource [api] references", "cannot apply API", "path [/%] is", "invalid API context", "missing required value",
            "api references resource", "can not apply", "api references notification", "path [a] does",
        ]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    private static ApiRule Rule(string id) => ApiRuleTable.All.Single(rule => rule.Id == id);

    private static TheoryData<string, string, string> Rows(Func<ApiRule, bool> choose, params string[] operations)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var rule in ApiRuleTable.All.Where(choose))
        {
            foreach (var version in new[] { "v2", "v4" }.Where(version => rule.Only is null || rule.Only == version))
            {
                foreach (var operation in operations)
                {
                    rows.Add(rule.Id, version, operation);
                }
            }
        }

        return rows;
    }

    private async Task<AdmissionVerdict> AskAsync(ApiRule rule, string version, string operation)
    {
        rule.Given?.Invoke(_fixture.Cluster);
        if (version == "v2")
        {
            var (now, old) = (AnApi().With(rule.Case).Build(), AnApi().With(spec => spec.CrossId = "old").Build());
            return await _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
        }
        else
        {
            var (now, old) = (AV4Api().With(rule.Case).Build(), AV4Api().With(spec => spec.CrossId = "old").Build());
            return await _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
        }
    }
}
