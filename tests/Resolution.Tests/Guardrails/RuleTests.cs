using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Each rule, for both generations: what it lets pass and what it says of the rest.</summary>
public sealed class RuleTests : IAsyncLifetime
{
    /// <summary>Rule, the rules as JSON, a v2 and a v4 API that follow them, two that do not, and what is said of those after the rule's name.</summary>
    private static readonly Case[] Cases =
    [
        new("plansRequired", """{"plansRequired":true}""",
            api => api, api => api,
            api => api.WithPlans(), api => api.With(spec => spec.Plans = null),
            "the API has no plans at spec.plans; at least one is required"),
        new("planSecurities", """{"planSecurities":["JWT","OAUTH2"]}""",
            api => api.With(spec => spec.Plans![0].Security = "oauth2"), api => api.With(spec => spec.Plans!["KeyLess"].Security!.Type = "jwt"),
            api => api.With(spec => spec.Plans![0].Security = "API_KEY"), api => api.With(spec => spec.Plans!["KeyLess"].Security!.Type = "api-key"),
            "[API_KEY] is not allowed at spec.plans[0].security; allowed are JWT, OAUTH2",
            "[API_KEY] is not allowed at spec.plans.KeyLess.security.type; allowed are JWT, OAUTH2"),
        new("endpointHosts", """{"endpointHosts":["*.example.com","api.{namespace}.svc"]}""",
            api => api.WithTarget("https://API.Default.svc./v1"), api => WithTarget(api, "https://a.b.example.com:8443"),
            api => api.WithTarget("https://example.com"), api => WithTarget(api, "https://example.com"),
            "[example.com] is not allowed at spec.proxy.groups[0].endpoints[0].target; allowed are *.example.com, api.default.svc",
            "[example.com] is not allowed at spec.endpointGroups[0].endpoints[0].configuration.target; allowed are *.example.com, api.default.svc"),
        new("endpointSchemes", """{"endpointSchemes":["https"]}""",
            api => api.WithTarget("HTTPS://backend"), api => WithTarget(api, "https://backend"),
            api => api.WithTarget("http://backend"), api => WithTarget(api, "http://backend"),
            "[http] is not allowed at spec.proxy.groups[0].endpoints[0].target; allowed are https",
            "[http] is not allowed at spec.endpointGroups[0].endpoints[0].configuration.target; allowed are https"),
        new("pathPrefix", """{"pathPrefix":"/{namespace}/"}""",
            api => api.WithPath("/default/a").AndPath("/default"), api => api.WithPath("/default/a/"),
            api => api.WithPath("/default/../defaults/a"), api => api.WithPath("/defaults/a"),
            "[/defaults/a] is not allowed at spec.proxy.virtual_hosts[0].path; allowed is what begins with /default/",
            "[/defaults/a] is not allowed at spec.listeners[0].paths[0].path; allowed is what begins with /default/"),
        new("contexts", """{"contexts":["apim/prod-*","{namespace}/own"]}""",
            api => api.WithContext("own"), api => api.WithContext("prod-1", "apim"),
            api => api.WithContext("ctx"), api => api.WithContext("ctx"),
            "[default/ctx] is not allowed at spec.contextRef; allowed are apim/prod-*, default/own"),
        new("requiredLabels", """{"requiredLabels":[{"key":"team"}]}""",
            api => Labelled(api, "team", ""), api => Labelled(api, "team", "red"),
            api => api, api => api,
            "the label is missing at metadata.labels[team]; any value is allowed"),
        new("requiredLabels", """{"requiredLabels":[{"key":"stage","values":["test","prod-*"]}]}""",
            api => Labelled(api, "stage", "test"), api => Labelled(api, "stage", "prod-1"),
            api => Labelled(api, "stage", "dev"), api => Labelled(api, "stage", "dev"),
            "[dev] is not allowed at metadata.labels[stage]; allowed are test, prod-*"),
        new("namePattern", """{"namePattern":"[a-z]+|[A-Z]+"}""",
            api => api.With(spec => spec.Name = "orders"), api => api.With(spec => spec.Name = "ORDERS"),
            api => api.With(spec => spec.Name = "orders 2"), api => api.With(spec => spec.Name = "orders 2"),
            "[orders 2] is not allowed at spec.name; allowed is what matches [a-z]+|[A-Z]+"),
        new("versionPattern", """{"versionPattern":"\\d+\\.\\d+"}""",
            api => api, api => api,
            api => api.With(spec => spec.Version = "1.0\n"), api => api.With(spec => spec.Version = "1.0\n"),
            "[1.0\n] is not allowed at spec.version; allowed is what matches \\d+\\.\\d+"),
        new("requiredPolicies", """{"requiredPolicies":["rate-limit*"]}""",
            api => WithPolicy(api, "rate-limit"), api => WithPolicy(api, "rate-limit-spike"),
            api => WithPolicy(api, "rate-limit", isEnabled: false), api => WithPolicy(api, "rate-limit", isEnabled: false),
            "the policy [rate-limit*] is missing at spec.flows; it is required in a flow of the API, or in one of each plan"),
        new("forbiddenPolicies", """{"forbiddenPolicies":["groovy","script-*"]}""",
            api => WithPolicy(api, "mock"), api => WithPolicy(api, "mock"),
            api => WithPolicy(api, "groovy", isEnabled: false), api => WithPolicy(api, "groovy", isEnabled: false),
            "[groovy] is not allowed at spec.flows[0].pre[0].policy; forbidden are groovy, script-*",
            "[groovy] is not allowed at spec.flows[0].request[0].policy; forbidden are groovy, script-*"),
        new("visibilities", """{"visibilities":["PRIVATE"]}""",
            api => api, api => api.With(spec => spec.Visibility = Visibilities.Private),
            api => api.With(spec => spec.Visibility = Visibilities.Public), api => api.With(spec => spec.Visibility = Visibilities.Public),
            "[PUBLIC] is not allowed at spec.visibility; allowed are PRIVATE"),
        new("shardingTags", """{"shardingTags":["internal","eu-*"]}""",
            api => api.With(spec => spec.Tags = ["internal"]), api => api,
            api => api.With(spec => spec.Tags = ["eu-1", "us-1"]), api => api.With(spec => spec.Tags = ["eu-1", "us-1"]),
            "[us-1] is not allowed at spec.tags[1]; allowed are internal, eu-*"),
        new("shardingTagRequired", """{"shardingTagRequired":true}""",
            api => api.With(spec => spec.Tags = ["any"]), api => api.With(spec => spec.Tags = ["any"]),
            api => api, api => api.With(spec => spec.Tags = []),
            "the API has no sharding tag at spec.tags; at least one is required, or every gateway deploys the API"),
    ];

    private GuardrailHarness _harness = null!;

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Cases.Length)];

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void Cases_ComparedWithTheRules_LeaveNoneOut()
    {
        var rules = ContractsJson.Relaxed.GuardrailRules.Properties.Select(property => property.Name);

        Cases.Select(row => row.Rule).Distinct().ShouldBe(rules, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void V2_ThatFollowsTheRule_Passes(int row)
    {
        Demand(Cases[row].Rules);

        _harness.Judge(Cases[row].GoodV2(AnApi())).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void V2_ThatBreaksTheRule_IsToldWhatIsAllowed(int row)
    {
        Demand(Cases[row].Rules);

        _harness.Judge(Cases[row].BadV2(AnApi())).ShouldBe([$"guardrail [rules] rule [{Cases[row].Rule}]: {Cases[row].Message}"]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void V4_ThatFollowsTheRule_Passes(int row)
    {
        Demand(Cases[row].Rules);

        _harness.Judge(Cases[row].GoodV4(AV4Api())).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void V4_ThatBreaksTheRule_IsToldWhatIsAllowed(int row)
    {
        Demand(Cases[row].Rules);

        _harness.Judge(Cases[row].BadV4(AV4Api())).ShouldBe(
            [$"guardrail [rules] rule [{Cases[row].Rule}]: {Cases[row].MessageOfV4 ?? Cases[row].Message}"]);
    }

    private void Demand(string rules) => _harness.Cluster.Put(
        AGuardrail().With(spec => spec.Rules = JsonSerializer.Deserialize(rules, ContractsJson.Relaxed.GuardrailRules)).Build());

    private static ApiV4Builder WithTarget(ApiV4Builder api, string target) => api.With(spec =>
        spec.EndpointGroups![0].Endpoints![0].Configuration = JsonElement.Parse($$"""{"target":"{{target}}"}"""));

    private static ApiBuilder Labelled(ApiBuilder api, string key, string value) =>
        api.WithObject(one => one.Metadata.Labels = new() { [key] = value });

    private static ApiV4Builder Labelled(ApiV4Builder api, string key, string value) =>
        api.WithObject(one => one.Metadata.Labels = new() { [key] = value });

    private static ApiBuilder WithPolicy(ApiBuilder api, string policy, bool isEnabled = true) =>
        api.With(spec => spec.Flows = [new() { Pre = [new() { Policy = policy, Enabled = isEnabled }] }]);

    private static ApiV4Builder WithPolicy(ApiV4Builder api, string policy, bool isEnabled = true) =>
        api.With(spec => spec.Flows = [new() { Request = [new() { Policy = policy, Enabled = isEnabled }] }]);

    private sealed record Case(
        string Rule, string Rules, Func<ApiBuilder, ApiBuilder> GoodV2, Func<ApiV4Builder, ApiV4Builder> GoodV4,
        Func<ApiBuilder, ApiBuilder> BadV2, Func<ApiV4Builder, ApiV4Builder> BadV4, string Message, string? MessageOfV4 = null);
}
