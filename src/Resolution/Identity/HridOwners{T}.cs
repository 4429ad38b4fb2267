using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Finds objects of a kind that APIM could not tell apart: their human-readable id is <c>namespace-name</c>, so <c>a-b</c>/<c>c</c>
/// and <c>a</c>/<c>b-c</c> are one object there. The older object keeps it.
/// </summary>
public sealed class HridOwners<T> where T : class, IResource<T>
{
    private readonly IStore<T> _store;
    private readonly StoreIndex<T> _byHrid;
    private readonly Func<T, NamespacedReference?> _contextOf;
    private readonly ContextResolver _contexts;
    private readonly bool _needsContext;

    /// <inheritdoc cref="HridOwners{T}"/>
    /// <param name="store">The objects.</param>
    /// <param name="byHrid">Their human-readable ids; those that APIM knows by a UUID have none.</param>
    /// <param name="contextOf">The context that an object names.</param>
    /// <param name="contexts">Says which environment that is.</param>
    /// <param name="needsContext">False for a kind that does without APIM too: gateways of this cluster tell objects apart by the same id.</param>
    internal HridOwners(
        IStore<T> store, StoreIndex<T> byHrid, Func<T, NamespacedReference?> contextOf, ContextResolver contexts, bool needsContext = true)
    {
        (_store, _byHrid, _contextOf) = (store, byHrid, contextOf);
        (_contexts, _needsContext) = (contexts, needsContext);
    }

    /// <summary>The older object with the same id in the same environment, if there is one.</summary>
    /// <param name="item">As stored or as it would be; without a creation time it is later than all others.</param>
    /// <param name="reads">Is told of every object with that id, for its end or its move frees the id.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<HridConflict?> FindOwnerAsync(T item, ReadLog reads, CancellationToken ct)
    {
        var self = ObjectKey.Of(item);
        foreach (var hrid in _byHrid.KeysOf(item))
        {
            foreach (var other in _store.ByIndex(_byHrid, hrid).Where(other => ObjectKey.Of(other) != self))
            {
                reads.Add(ReferenceKey.Of(other));
                if (IsOlder(other, item) && await ShareEnvironmentAsync(item, other, reads, ct).ConfigureAwait(false))
                {
                    return new HridConflict(hrid, ReferenceKey.Of(other));
                }
            }
        }

        return null;
    }

    private static bool IsOlder(T other, T item) =>
        (other.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue).CompareTo(item.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue) switch
        {
            0 => item.Metadata.CreationTimestamp is null
                || string.CompareOrdinal(other.Metadata.Namespace, item.Metadata.Namespace) < 0,
            var order => order < 0,
        };

    private async ValueTask<bool> ShareEnvironmentAsync(T one, T other, ReadLog reads, CancellationToken ct) =>
        await EnvironmentAsync(one, reads, ct).ConfigureAwait(false) is { } environment
        && environment == await EnvironmentAsync(other, reads, ct).ConfigureAwait(false);

    // Null for what is not sent anywhere, or where that cannot be known.
    private async ValueTask<string?> EnvironmentAsync(T item, ReadLog reads, CancellationToken ct)
    {
        if (_contextOf(item) is not { } reference)
        {
            return _needsContext ? null : "";
        }

        var context = await _contexts.ResolveAsync(reference, item.Metadata.Namespace, reads, ct).ConfigureAwait(false);
        return context.TryGet(out var resolved, out _) ? resolved.Connection.Automation() : null;
    }
}
