using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Identity;

public sealed class HridOwnersOfKindsTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext("ctx", "a-b").Build());
        _cluster.Put(AContext("ctx", "a").Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task FindOwner_Application_IsFound() =>
        await ShouldCollideAsync(_set.Hrids.Applications, (name, ns) => new Application
        {
            Metadata = new() { Name = name, Namespace = ns }, Spec = new ApplicationSpec { ContextRef = new() { Name = "ctx" } },
        });

    [Fact]
    public async Task FindOwner_Group_IsFound() => await ShouldCollideAsync(_set.Hrids.Groups, (name, ns) => AGroup(name, ns));

    [Fact]
    public async Task FindOwner_PolicyGroup_IsFound() =>
        await ShouldCollideAsync(_set.Hrids.PolicyGroups, (name, ns) => APolicyGroup(name, ns));

    [Fact]
    public async Task FindOwner_Dictionary_IsFound() =>
        await ShouldCollideAsync(_set.Hrids.Dictionaries, (name, ns) => new Dictionary
        {
            Metadata = new() { Name = name, Namespace = ns }, Spec = new DictionarySpec { ContextRef = new() { Name = "ctx" } },
        });

    [Fact]
    public async Task FindOwner_Portal_IsFound() =>
        await ShouldCollideAsync(_set.Hrids.Portals, (name, ns) => new Portal
        {
            Metadata = new() { Name = name, Namespace = ns }, Spec = new PortalSpec { ContextRef = new() { Name = "ctx" } },
        });

    [Fact]
    public async Task FindOwner_GroupsThatAreSentNowhere_AreNoConflict()
    {
        _cluster.Put(WithoutContext(AGroup("c", "a-b")));

        (await _set.Hrids.Groups.FindOwnerAsync(WithoutContext(AGroup("b-c", "a")), new ReadLog(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_GroupKnownByAUuid_IsNoConflict()
    {
        var other = AGroup("c", "a-b");
        other.Status = new GroupStatus { Id = "uuid" };
        _cluster.Put(other);

        (await _set.Hrids.Groups.FindOwnerAsync(AGroup("b-c", "a"), new ReadLog(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_GroupManagedByItsHrid_KeepsItBesideTheUuid()
    {
        var other = AGroup("c", "a-b");
        other.Status = new GroupStatus
        {
            Id = "uuid",
            Conditions = [Conditions.True(ConditionTypes.AutomationApiManaged, ConditionReasons.AutomationApiManaged, "")],
        };
        _cluster.Put(other);

        (await _set.Hrids.Groups.FindOwnerAsync(AGroup("b-c", "a"), new ReadLog(), CancellationToken.None)).ShouldNotBeNull();
    }

    private static Group WithoutContext(Group group)
    {
        group.Spec!.ContextRef = null;
        return group;
    }

    private async Task ShouldCollideAsync<T>(HridOwners<T> owners, Func<string, string, T> create) where T : class, IResource<T>
    {
        var older = _cluster.Put(create("c", "a-b"));

        var conflict = await owners.FindOwnerAsync(create("b-c", "a"), new ReadLog(), CancellationToken.None);

        conflict.ShouldBe(new HridConflict("a-b-c", ReferenceKey.Of(older)));
        conflict!.ToProblem(ReferenceKey.Of<T>(new ObjectKey("a", "b-c"))).Message.ShouldBe(
            $"{T.Type.Kind} [a/b-c] would overwrite {T.Type.Kind} [a-b/c] in APIM, which knows both as [a-b-c]: give one of them another name");
    }
}
