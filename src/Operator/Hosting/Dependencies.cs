using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Operator.Hosting;

/// <summary>
/// Which objects have to be looked at again when another one changes. What an object read the last time it was resolved tells;
/// many at once are spread, so that a context used by a thousand APIs does not flood its APIM.
/// </summary>
internal sealed class Dependencies(DependencyIndex index, TimeSpan pace)
{
    private readonly Dictionary<string, Action<ObjectKey, TimeSpan>> _dependents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<ObjectKey, bool>> _isDeleting = new(StringComparer.Ordinal);

    /// <summary>Objects of that kind are looked at again; what one depended on is forgotten when it goes.</summary>
    public void Dependent<T>(Informer<T> informer, Controller<T> controller)
        where T : class, IResource<T>
    {
        _dependents[T.Type.Kind] = (key, after) => controller.Enqueue(key, after: after);
        _isDeleting[T.Type.Kind] = key => informer.Get(key) is { Metadata.DeletionTimestamp: not null };
        informer.Subscribe(
            change =>
            {
                if (change is { Type: ChangeType.Deleted, Old: { } gone })
                {
                    index.Forget(ReferenceKey.Of(gone));
                }
            },
            replay: false);
    }

    /// <summary>Every kind that objects can refer to.</summary>
    public void Follow(Informers informers)
    {
        Source(informers.Get<SecretMetadata>(), OfAnything);
        Source(informers.Get<ConfigMapMetadata>(), OfAnything);
        Source(informers.Get<ManagementContext>(), OfContext);
        Source(informers.Get<ApiResource>(), OfSpec);
        Source(informers.Get<Group>(), OfSpec);
        Source(informers.Get<Notification>(), OfSpec);
        Source(informers.Get<ApiV4Definition>(), OfSpec);
        Source(informers.Get<SharedPolicyGroup>(), OfPolicyGroup);
    }

    /// <summary>An object whose deletion waits until others let go of it need not wait longer than the last of them.</summary>
    /// <param name="holders">The kind that keeps objects from going.</param>
    /// <param name="held">What one of them keeps.</param>
    public void Holders<T>(Informer<T> holders, Func<T, IEnumerable<ReferenceKey>> held)
        where T : class, IResource<T> =>
        holders.Subscribe(
            change =>
            {
                foreach (var released in change.Old is { } old ? held(old).Except(change.New is { } now ? held(now) : []) : [])
                {
                    if (_isDeleting.TryGetValue(released.Kind, out var isDeleting) && isDeleting(released.Key))
                    {
                        _dependents[released.Kind](released.Key, TimeSpan.Zero);
                    }
                }
            },
            replay: false);

    /// <summary>
    /// A ConfigMap that was edited or removed concerns the object that owns it, also when it does not any more; and one that is
    /// gone concerns the APIs that would use its name.
    /// </summary>
    public void Owners(Informer<ConfigMapMetadata> configMaps) =>
        configMaps.Subscribe(
            change =>
            {
                if (change.IsInitial)
                {
                    return;
                }

                var (ns, name) = ObjectKey.Of((change.New ?? change.Old)!);
                (string, string)[] namesakes = change.New is null ? [(nameof(ApiDefinition), name), (nameof(ApiV4Definition), name)] : [];
                foreach (var (kind, concerned) in OwnersOf(change.Old).Union(OwnersOf(change.New)).Union(namesakes))
                {
                    if (_dependents.TryGetValue(kind, out var enqueue))
                    {
                        enqueue(new ObjectKey(ns, concerned), TimeSpan.Zero);
                    }
                }
            },
            replay: false);

    /// <summary>Changes of objects of that kind concern those who read them.</summary>
    /// <param name="informer">The kind.</param>
    /// <param name="matters">Whether an update does; appearing and going always do.</param>
    public void Source<T>(Informer<T> informer, Func<T, T, bool> matters)
        where T : class, IResource<T> =>
        informer.Subscribe(
            change =>
            {
                if (!change.IsInitial && (change is not { Old: { } old, New: { } now } || matters(old, now)))
                {
                    Enqueue(ReferenceKey.Of((change.New ?? change.Old)!));
                }
            },
            replay: false);

    private static IEnumerable<(string Kind, string Name)> OwnersOf(IResource? owned) => (owned?.Metadata.OwnerReferences ?? [])
        .Where(owner => owner.ApiVersion == ApiGroup.ApiVersion)
        .Select(owner => (owner.Kind, owner.Name));

    /// <summary>Whether the spec changed or the object was replaced by a namesake.</summary>
    public static bool OfSpec(IResource old, IResource now) =>
        old.Metadata.Generation != now.Metadata.Generation || old.Metadata.Uid != now.Metadata.Uid;

    /// <summary>Whether anything changed; for kinds without a generation.</summary>
    public static bool OfAnything(IResource old, IResource now) => old.Metadata.ResourceVersion != now.Metadata.ResourceVersion;

    /// <summary>Whether a context changed, or became usable: APIs that wait for it need not wait any longer.</summary>
    public static bool OfContext(ManagementContext old, ManagementContext now) => OfSpec(old, now) || (!IsReady(old) && IsReady(now));

    /// <summary>Whether a policy group changed, or what APIM calls it.</summary>
    public static bool OfPolicyGroup(SharedPolicyGroup old, SharedPolicyGroup now) =>
        OfSpec(old, now) || old.Status?.CrossId != now.Status?.CrossId;

    private void Enqueue(ReferenceKey source)
    {
        var position = 0;
        foreach (var dependent in index.DependentsOf(source))
        {
            if (_dependents.TryGetValue(dependent.Kind, out var enqueue))
            {
                enqueue(dependent.Key, pace * position++);
            }
        }
    }

    private static bool IsReady(ManagementContext context) => Conditions.IsTrue(context.Status?.Conditions, ConditionTypes.Ready);
}
