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

    /// <summary>Objects of that kind are looked at again; what one depended on is forgotten when it goes.</summary>
    public void Dependent<T>(Informer<T> informer, Controller<T> controller)
        where T : class, IResource<T>
    {
        _dependents[T.Type.Kind] = (key, after) => controller.Enqueue(key, after: after);
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

    /// <summary>A context or a shared resource whose deletion waits for its users need not wait longer than the last of them.</summary>
    public void Users<T>(Informer<T> users, Informer<ManagementContext> contexts, Informer<ApiResource> resources)
        where T : class, IResource<T>, IApi =>
        users.Subscribe(
            change =>
            {
                if (change.Old is not { } old)
                {
                    return;
                }

                if (old.CommonSpec?.ContextRef is { } context)
                {
                    EnqueueIfDeleting(contexts, context, old);
                }

                foreach (var resource in old.CommonSpec?.Resources ?? [])
                {
                    if (resource.Ref is { } reference)
                    {
                        EnqueueIfDeleting(resources, reference, old);
                    }
                }
            },
            replay: false);

    /// <summary>A ConfigMap that was edited or removed concerns the object that owns it.</summary>
    public void Owners(Informer<ConfigMapMetadata> configMaps) =>
        configMaps.Subscribe(
            change =>
            {
                if (change.IsInitial)
                {
                    return;
                }

                foreach (var owner in (change.New ?? change.Old)!.Metadata.OwnerReferences ?? [])
                {
                    if (owner.ApiVersion == ApiGroup.ApiVersion && _dependents.TryGetValue(owner.Kind, out var enqueue))
                    {
                        enqueue(new ObjectKey((change.New ?? change.Old)!.Metadata.Namespace, owner.Name), TimeSpan.Zero);
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

    /// <summary>Whether the spec changed or the object was replaced by a namesake.</summary>
    private static bool OfSpec(IResource old, IResource now) =>
        old.Metadata.Generation != now.Metadata.Generation || old.Metadata.Uid != now.Metadata.Uid;

    /// <summary>Whether anything changed; for kinds without a generation.</summary>
    private static bool OfAnything(IResource old, IResource now) => old.Metadata.ResourceVersion != now.Metadata.ResourceVersion;

    /// <summary>Whether a context changed, or became usable: APIs that wait for it need not wait any longer.</summary>
    public static bool OfContext(ManagementContext old, ManagementContext now) => OfSpec(old, now) || (!IsReady(old) && IsReady(now));

    /// <summary>Whether a policy group changed, or what APIM calls it.</summary>
    private static bool OfPolicyGroup(SharedPolicyGroup old, SharedPolicyGroup now) =>
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

    private void EnqueueIfDeleting<T>(Informer<T> informer, NamespacedReference reference, IResource user)
        where T : class, IResource<T>
    {
        var key = References.Target(reference, user.Metadata.Namespace);
        if (informer.Get(key) is { Metadata.DeletionTimestamp: not null })
        {
            _dependents[T.Type.Kind](key, TimeSpan.Zero);
        }
    }

    private static bool IsReady(ManagementContext context) => Conditions.IsTrue(context.Status?.Conditions, ConditionTypes.Ready);
}
