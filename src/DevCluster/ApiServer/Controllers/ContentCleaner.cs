namespace Gko.DevCluster.ApiServer;

/// <summary>Empties namespaces and definitions that are being deleted, and lets them go once they are empty.</summary>
internal sealed class ContentCleaner(WriteServices services, ControllerWrites writes, DefinitionController definitions)
{
    public async Task CleanAsync(CancellationToken ct)
    {
        foreach (var item in Deleting(services.Namespaces.StorageName))
        {
            await EmptyAsync(entry => entry.Namespace == item.Name, ct).ConfigureAwait(false);
            if (!Content(entry => entry.Namespace == item.Name).Any())
            {
                services.Store.TryRemove(services.Namespaces.Key(null, item.Name), item.Version);
            }
        }

        foreach (var item in Deleting(definitions.StorageName))
        {
            // A definition is named as its objects are stored.
            await EmptyAsync(item.Name, ct).ConfigureAwait(false);
            if (services.Store.Snapshot(item.Name).Objects.IsEmpty)
            {
                await writes.RemoveFinalizerAsync(definitions.StorageName, item, FinalizerNames.DefinitionCleanup, ct).ConfigureAwait(false);
            }
        }
    }

    private IEnumerable<StoredObject> Deleting(string storageName) =>
        services.Store.Snapshot(storageName).Objects.Values.Where(item => item.IsDeleting);

    private IEnumerable<(string Resource, StoredObject Object)> Content(Func<StoredObject, bool> belongs) =>
        services.Store.Everything().Where(entry => belongs(entry.Object));

    private async Task EmptyAsync(Func<StoredObject, bool> belongs, CancellationToken ct)
    {
        foreach (var (resource, item) in Content(belongs).ToList())
        {
            await writes.DeleteAsync(resource, item, ct).ConfigureAwait(false);
        }
    }

    private async Task EmptyAsync(string storageName, CancellationToken ct)
    {
        foreach (var item in services.Store.Snapshot(storageName).Objects.Values)
        {
            await writes.DeleteAsync(storageName, item, ct).ConfigureAwait(false);
        }
    }
}
