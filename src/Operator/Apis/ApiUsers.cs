using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Finds objects that would break if an API went: its pages, the listings that show it, the ingresses made from it.</summary>
/// <param name="seesIngresses">Whether the API server is asked about ingresses; without, nothing keeps templates.</param>
internal sealed class ApiUsers(ClusterStores stores, IKubeClient client, bool seesIngresses)
{
    private const int Shown = 5;

    /// <summary>Why the API cannot go yet, with what to do about it; null when nothing holds it.</summary>
    public async ValueTask<string?> FindAsync<T>(T api, CancellationToken ct)
        where T : class, IResource<T>, IApi
    {
        var key = ReferenceKey.Of(api).ToString();
        return ApiTemplates.IsTemplate(api)
            ? Sentence("ingress", await IngressesAsync(api, ct).ConfigureAwait(false), "remove their annotation " + AnnotationNames.Template)
            : Sentence("documentation", Names(stores.Documentations.ByIndex(PortalIndexes.DocumentationsByApi, key)), "delete them first")
                ?? Sentence("portal listing", Names(stores.Listings.ByIndex(PortalIndexes.ListingsByApi, key)), "take the API off them first");
    }

    private async Task<IReadOnlyList<string>> IngressesAsync<T>(T api, CancellationToken ct)
        where T : class, IResource<T>
    {
        if (!seesIngresses)
        {
            return [];
        }

        var users = new List<string>();
        await foreach (var ingress in client.ListAsync<IngressMetadata>(api.Metadata.Namespace, null, ct).ConfigureAwait(false))
        {
            if (ingress.Metadata.Annotations?.GetValueOrDefault(AnnotationNames.Template) == api.Metadata.Name)
            {
                users.Add(ObjectKey.Of(ingress).ToString());
            }
        }

        return users;
    }

    private static string? Sentence(string what, IReadOnlyList<string> users, string remedy) => users.Count == 0
        ? null
        : $"it is used by {what} {string.Join(", ", users.Take(Shown))}{(users.Count > Shown ? $" and {users.Count - Shown} more" : "")}; {remedy}";

    private static List<string> Names<T>(IReadOnlyList<T> users)
        where T : class, IResource<T> => [.. users.Select(user => ObjectKey.Of(user).ToString()).Order(StringComparer.Ordinal)];
}
