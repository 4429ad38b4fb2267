using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Hosting;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

public sealed class SourceChangesTests : IAsyncLifetime
{
    private static readonly ReferenceKey Api = ReferenceKey.Of<ApiDefinition>(OperatorFixture.ApiKey);

    private readonly DependencyIndex _index = new();
    private readonly List<string> _queued = [];
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        _fixture.Cluster.Put(AnApi().Build());
        var changes = new SourceChanges(_index).Wake(_fixture.Apis, key => _queued.Add(key.ToString()));
        changes.Follow((Informer<SecretMetadata>)_fixture.Resolution.Stores.Secrets, (old, now) => old.Metadata.ResourceVersion != now.Metadata.ResourceVersion);
        changes.Follow((Informer<SharedPolicyGroup>)_fixture.Resolution.Stores.PolicyGroups, SourceChanges.HasOtherIdOrSpec);
        _index.Record(Api, [ReferenceKey.Of<Secret>(new ObjectKey("default", "secret")), ReferenceKey.Of<SharedPolicyGroup>(new ObjectKey("default", "policies"))]);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void Source_AppearsAndChanges_WakesItsDependents()
    {
        _fixture.Cluster.Put(ASecret().Build());
        _fixture.Cluster.Put(ASecret().WithKey("a", "1").Build());

        _queued.ShouldBe(["default/api", "default/api"]);
    }

    [Fact]
    public async Task Source_Goes_WakesItsDependents()
    {
        _fixture.Cluster.Put(ASecret().Build());
        _queued.Clear();

        _fixture.Cluster.Remove<Secret>(new("default", "secret"));

        await Eventually.TrueAsync(() => _queued.Count == 1);
    }

    [Fact]
    public void Source_NobodyReadsIt_WakesNobody()
    {
        _fixture.Cluster.Put(ASecret("other").Build());

        _queued.ShouldBeEmpty();
    }

    [Fact]
    public void Source_ReadByAKindWithoutAQueue_IsLeftAlone()
    {
        _index.Record(ReferenceKey.Of<ApiV4Definition>(new ObjectKey("default", "v4")), [ReferenceKey.Of<Secret>(new ObjectKey("default", "other"))]);

        Should.NotThrow(() => _fixture.Cluster.Put(ASecret("other").Build()));
    }

    [Fact]
    public void PolicyGroup_GetsItsId_WakesItsDependents()
    {
        _fixture.Cluster.Put(APolicyGroup(crossId: null));
        _queued.Clear();

        _fixture.Cluster.Edit<SharedPolicyGroup>(new("default", "policies"), group => group.Status!.CrossId = "id");

        _queued.Count.ShouldBe(1);
    }

    [Fact]
    public void PolicyGroup_StatusChangesOtherwise_WakesNobody()
    {
        _fixture.Cluster.Put(APolicyGroup());
        _queued.Clear();

        _fixture.Cluster.Edit<SharedPolicyGroup>(new("default", "policies"), group => group.Status!.ProcessingStatus = "Completed");

        _queued.ShouldBeEmpty();
    }

    [Fact]
    public void Dependent_RecordedAfterItWent_IsForgottenAtTheNextChange()
    {
        _index.Forget(Api);
        _index.Record(ReferenceKey.Of<ApiDefinition>(new ObjectKey("default", "gone")), [ReferenceKey.Of<Secret>(new ObjectKey("default", "secret"))]);

        _fixture.Cluster.Put(ASecret().Build());

        (_index.Count, _queued.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Dependent_Goes_IsForgotten()
    {
        _fixture.Cluster.Remove<ApiDefinition>(OperatorFixture.ApiKey);

        await Eventually.TrueAsync(() => _index.Count == 0);
    }
}
