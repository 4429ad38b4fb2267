using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Operator.Hosting;

/// <summary>
/// Queues the objects whose last resolve read an object that has changed since, and forgets those that are gone. What they
/// read is known from the <see cref="DependencyIndex"/>, whatever way the reference took.
/// </summary>
internal sealed class SourceChanges(DependencyIndex index)
{
    private readonly Dictionary<string, Action<ObjectKey>> _wake = new(StringComparer.Ordinal);

    /// <summary>Names the queue of a kind that depends on others.</summary>
    public SourceChanges Wake<T>(Informer<T> dependents, Action<ObjectKey> enqueue) where T : class, IResource<T>
    {
        _wake.Add(T.Type.Kind, key =>
        {
            // A resolve may have ended after its object went.
            if (dependents.Get(key) is null)
            {
                index.Forget(ReferenceKey.Of<T>(key));
            }
            else
            {
                enqueue(key);
            }
        });
        dependents.Subscribe(
            change =>
            {
                if (change is { Type: ChangeType.Deleted, Old: { } gone })
                {
                    index.Forget(ReferenceKey.Of(gone));
                }
            },
            replay: false);
        return this;
    }

    /// <summary>Follows every kind that objects can refer to; call it once, before anything runs.</summary>
    public void Follow(Informers informers)
    {
        Follow(informers.Get<SecretMetadata>(), HasOtherVersion);
        Follow(informers.Get<ConfigMapMetadata>(), HasOtherVersion);
        Follow(informers.Get<ManagementContext>(), (old, now) => HasOtherSpec(old, now) || (!IsReady(old) && IsReady(now)));
        Follow(informers.Get<ApiResource>(), HasOtherSpec);
        Follow(informers.Get<Group>(), HasOtherSpec);
        Follow(informers.Get<Notification>(), HasOtherSpec);
        Follow(informers.Get<ApiV4Definition>(), HasOtherSpec);
        Follow(informers.Get<SharedPolicyGroup>(), HasOtherIdOrSpec);
    }

    /// <summary>Follows one kind.</summary>
    /// <param name="sources">What objects refer to.</param>
    /// <param name="matters">Whether an update changes what its dependents get from it.</param>
    public void Follow<T>(Informer<T> sources, Func<T, T, bool> matters) where T : class, IResource<T> => sources.Subscribe(
        change =>
        {
            if (!change.IsInitial && (change.Old is null || change.New is null || matters(change.Old, change.New)))
            {
                foreach (var dependent in index.DependentsOf(ReferenceKey.Of((change.New ?? change.Old)!)))
                {
                    _wake.GetValueOrDefault(dependent.Kind)?.Invoke(dependent.Key);
                }
            }
        },
        replay: false);

    /// <summary>Whether flows that run the group would be sent differently: they name it by the id that APIM gave it.</summary>
    internal static bool HasOtherIdOrSpec(SharedPolicyGroup old, SharedPolicyGroup now) =>
        HasOtherSpec(old, now) || old.Status?.CrossId != now.Status?.CrossId;

    // One that APIM answers for again ends the wait of its APIs.
    private static bool IsReady(ManagementContext context) => Conditions.IsTrue(context.Status?.Conditions, ConditionTypes.Ready);

    private static bool HasOtherVersion(IResource old, IResource now) => old.Metadata.ResourceVersion != now.Metadata.ResourceVersion;

    private static bool HasOtherSpec(IResource old, IResource now) =>
        old.Metadata.Generation != now.Metadata.Generation || old.Metadata.Uid != now.Metadata.Uid;
}
