using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>Reads all objects that a <see cref="Reflector{T}"/> follows, page by page.</summary>
internal sealed class PagedList<T>(IKubeClient client, ReflectorOptions options)
    where T : class, IResource<T>
{
    /// <summary>The objects, those that cannot be decoded, and the version of the list.</summary>
    /// <param name="known">The list must not be older than that; null when nothing is known, empty for the latest there is.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async Task<(List<T> Items, List<UndecodableObject> Undecodable, string? Version)> ReadAsync(string? known, CancellationToken ct)
    {
        var items = new List<T>();
        var undecodable = new List<UndecodableObject>();
        for (var page = FirstPage(known); ;)
        {
            var list = await client.ListPageAsync<T>(options.Namespace, page, ct).ConfigureAwait(false);
            list.Items.ForEach(item => options.Transform?.Invoke(item));
            items.AddRange(list.Items);
            undecodable.AddRange(list.Undecodable);
            if (string.IsNullOrEmpty(list.Metadata.Continue))
            {
                return (items, undecodable, list.Metadata.ResourceVersion);
            }

            page = page with { Continue = list.Metadata.Continue, ResourceVersion = null, ResourceVersionMatch = null };
        }
    }

    private ListOptions FirstPage(string? known)
    {
        // "0" is what the API server has cached; it is the cheapest start, and the watch brings it up to date. But it comes in
        // one piece whatever the limit, so what is trimmed to save memory is rather read from storage, in pages.
        var version = known ?? (options.Transform is null ? "0" : "");
        return new()
        {
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            Limit = options.PageSize,
            ResourceVersion = version.Length == 0 ? null : version,
            ResourceVersionMatch = version.Length == 0 ? null : "NotOlderThan",
        };
    }
}
