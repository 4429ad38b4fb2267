using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

/// <summary>Templates in v2 APIs and in what they refer to.</summary>
public sealed class ApiDefinitionTemplateTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Resolve_Template_IsEvaluatedBeforeReferencesAreFollowed()
    {
        _cluster.Put(AConfigMap("names").WithKey("redis", "shared-redis").WithKey("host", "redis.example.com").Build());
        _cluster.Put(AnApiResource("shared-redis").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var desired = await DesiredAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "[[ configmap `names/redis` ]]" } }]));

        Body(desired)["resources"]![0]!["configuration"]!["host"]!.GetValue<string>().ShouldBe("redis.example.com");
    }

    [Fact]
    public async Task Resolve_TemplateOfAnApiResource_ReadsFromItsOwnNamespace()
    {
        _cluster.Put(AConfigMap("names").WithKey("host", "of the API").Build());
        _cluster.Put(AConfigMap("names", "shared").WithKey("host", "of the resource").Build());
        _cluster.Put(AnApiResource("redis", "shared").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var desired = await DesiredAsync(
            AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis", Namespace = "shared" } }]));

        Body(desired)["resources"]![0]!["configuration"]!["host"]!.GetValue<string>().ShouldBe("of the resource");
    }

    [Fact]
    public async Task Resolve_TemplateOfAnApiResourceIsWrong_PointsAtTheReference()
    {
        _cluster.Put(AnApiResource("redis").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var problem = await ProblemAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        problem.Message.ShouldEndWith("(its spec.configuration.host)");
        problem.Field.ShouldBe("spec.resources[0].ref");
    }

    [Fact]
    public async Task Resolve_TemplateReadsWhatIsMissing_WaitsForIt()
    {
        var api = AnApi().With(spec => spec.Description = "[[ secret `absent/key` ]]").Build();

        var resolved = await ResolveAsync(api);

        (resolved.IsCompiled, resolved.Problems[0].Kind).ShouldBe((false, ProblemKind.UnresolvedReference));
        _set.Dependencies.DependentsOf(new ReferenceKey("Secret", new ObjectKey("default", "absent"))).ShouldBe([ReferenceKey.Of(api)]);
    }

    [Fact]
    public async Task Resolve_TemplatesAreWrong_ReportsAllOfThemAndNothingElse()
    {
        var resolved = await ResolveAsync(
            AnApi().WithContext("absent").With(spec => (spec.Name, spec.Version) = ("[[ nonsense ]]", "[[ secret `a/b` ")).Build());

        resolved.Problems.Select(problem => (problem.Kind, problem.Field))
            .ShouldBe([(ProblemKind.Template, "spec.name"), (ProblemKind.Template, "spec.version")], ignoreOrder: true);
    }

    [Fact]
    public async Task Resolve_TemplateMayNotReadItsSource_SaysSo()
    {
        _cluster.Forbid<Kubernetes.Model.Core.Secret>();

        var problem = await ProblemAsync(AnApi().With(spec => spec.Description = "[[ secret `a/b` ]]"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("a template of [default/api] reads what the operator's service account may not read; grant it access: ");
    }

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api) =>
        await _set.Apis.ResolveAsync(api, CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Desired!;

    private async Task<ResolutionProblem> ProblemAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Problems[0];
}
