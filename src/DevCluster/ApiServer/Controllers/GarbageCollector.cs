namespace Gko.DevCluster.ApiServer;

/// <summary>Deletes objects whose owners are all gone, and carries out foreground and orphan deletion.</summary>
internal sealed class GarbageCollector(WriteServices services, ControllerWrites writes)
{
    public async Task CollectAsync(CancellationToken ct)
    {
        var all = services.Store.Everything();
        var alive = all.Select(entry => entry.Object.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var (resource, item) in all)
        {
            if (item.IsDeleting && item.Finalizers.Contains(FinalizerNames.Orphan))
            {
                await OrphanAsync(resource, item, all, ct).ConfigureAwait(false);
            }
            else if (item.IsDeleting && item.Finalizers.Contains(FinalizerNames.Foreground))
            {
                await DeleteDependentsAsync(resource, item, all, ct).ConfigureAwait(false);
            }
            else if (item.Owners.Count > 0 && item.Owners.All(owner => !alive.Contains(owner.Uid)))
            {
                await writes.DeleteAsync(resource, item, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task OrphanAsync(
        string resource, StoredObject owner, IReadOnlyList<(string Resource, StoredObject Object)> all, CancellationToken ct)
    {
        foreach (var (kind, dependent) in DependentsOf(owner, all))
        {
            await writes.RemoveOwnerAsync(kind, dependent, owner.Uid, ct).ConfigureAwait(false);
        }

        await writes.RemoveFinalizerAsync(resource, owner, FinalizerNames.Orphan, ct).ConfigureAwait(false);
    }

    private async Task DeleteDependentsAsync(
        string resource, StoredObject owner, IReadOnlyList<(string Resource, StoredObject Object)> all, CancellationToken ct)
    {
        var blocked = false;
        foreach (var (kind, dependent) in DependentsOf(owner, all))
        {
            await writes.DeleteAsync(kind, dependent, ct).ConfigureAwait(false);
            var stillThere = services.Store.Get(new StoreKey(kind, dependent.Namespace, dependent.Name))?.Uid == dependent.Uid;
            blocked |= stillThere && dependent.Owners.Any(reference => reference.Uid == owner.Uid && reference.Blocks);
        }

        if (!blocked)
        {
            await writes.RemoveFinalizerAsync(resource, owner, FinalizerNames.Foreground, ct).ConfigureAwait(false);
        }
    }

    private static IEnumerable<(string Resource, StoredObject Object)> DependentsOf(
        StoredObject owner, IReadOnlyList<(string Resource, StoredObject Object)> all) =>
        all.Where(entry => entry.Object.Owners.Any(reference => reference.Uid == owner.Uid));
}
