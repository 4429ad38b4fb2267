using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Resolution;

/// <summary>Finds the labels of the namespaces that APIs are in. Null stands for labels that are not known, which is not the same as none.</summary>
/// <param name="store">What is seen of namespaces; null where the operator may not watch them.</param>
/// <param name="client">Reads what is not seen yet.</param>
internal sealed class NamespaceSource(IStore<NamespaceMetadata>? store, IKubeClient client)
{
    /// <summary>The labels, from memory.</summary>
    public IReadOnlyDictionary<string, string>? Find(IApi api) => LabelsOf(store?.Get(KeyOf(api)));

    /// <summary>The labels as the API server has them.</summary>
    /// <param name="api">The API.</param>
    /// <param name="unread">Is told why the namespace cannot be read.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<IReadOnlyDictionary<string, string>?> ReadAsync(IApi api, ICollection<ResolutionProblem> unread, CancellationToken ct)
    {
        try
        {
            return LabelsOf(await client.FindAsync<NamespaceMetadata>(KeyOf(api), ct).ConfigureAwait(false));
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            unread.Add(new(
                ProblemKind.UnresolvedReference,
                $"which guardrails are meant for the namespace [{api.Metadata.Namespace}] is not known, because it could not be read: {error.Message}",
                "metadata.namespace"));
            return null;
        }
    }

    private static ObjectKey KeyOf(IApi api) => new(null, api.Metadata.Namespace ?? "");

    private static IReadOnlyDictionary<string, string>? LabelsOf(NamespaceMetadata? ns) =>
        ns is null ? null : ns.Metadata.Labels ?? new Dictionary<string, string>();
}
