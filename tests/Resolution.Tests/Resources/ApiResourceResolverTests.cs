using Gko.Contracts;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Resources;

public sealed class ApiResourceResolverTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync() => _set = await _cluster.ResolveAsync();

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Resolve_Template_IsEvaluatedAndItsSourceRemembered()
    {
        _cluster.Put(AConfigMap("names").WithKey("redis", "shared").Build());
        var resource = AnApiResource().With(spec => spec.Name = "[[ configmap `names/redis` ]]").Build();

        (await _set.Resources.ResolveAsync(resource, CancellationToken.None)).Value!.Name.ShouldBe("shared");
        _set.Dependencies.SourcesOf(ReferenceKey.Of(resource)).ShouldHaveSingleItem().ToString().ShouldBe("ConfigMap default/names");
    }

    [Fact]
    public async Task Resolve_SourceMissing_IsUnresolvedAndRemembered()
    {
        var resource = AnApiResource().With(spec => spec.Name = "[[ configmap `names/redis` ]]").Build();

        (await _set.Resources.ResolveAsync(resource, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        _set.Dependencies.SourcesOf(ReferenceKey.Of(resource)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Preview_ResourceUnderReview_RemembersNothing()
    {
        await _set.Resources.PreviewAsync(AnApiResource().With(spec => spec.Name = "[[ configmap `a/b` ]]").Build(), CancellationToken.None);

        _set.Dependencies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Resolve_NoSpec_IsEmpty()
    {
        var resource = AnApiResource().Build();
        resource.Spec = null;

        (await _set.Resources.ResolveAsync(resource, CancellationToken.None)).Value.ShouldBeOfType<ApiResourceSpec>();
    }
}
