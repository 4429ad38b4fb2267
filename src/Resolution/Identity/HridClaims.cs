using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Finds v4 APIs that APIM could not tell apart: their human-readable id is <c>namespace-name</c>, so <c>a-b</c>/<c>c</c> and
/// <c>a</c>/<c>b-c</c> are one object there. The older API keeps it.
/// </summary>
public sealed class HridClaims(IStore<ApiV4Definition> apis, ContextResolver contexts)
{
    /// <summary>The older API with the same id in the same environment, if there is one.</summary>
    /// <param name="api">As stored or as it would be; without a creation time it is later than all others.</param>
    /// <param name="reads">Is told of every API with that id, for its end or its move frees the id.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<HridConflict?> FindOwnerAsync(ApiV4Definition api, ReadLog reads, CancellationToken ct)
    {
        var address = ApiV4Address.ForImport(api.Spec, api.Metadata, api.Status);
        if (address.IsUuid)
        {
            return null;
        }

        var self = ObjectKey.Of(api);
        foreach (var other in apis.ByIndex(ApiV4DefinitionIndexes.ByHrid, address.Reference).Where(other => ObjectKey.Of(other) != self))
        {
            reads.Add(ReferenceKey.Of(other));
            if (IsOlder(other, api) && await ShareEnvironmentAsync(api, other, reads, ct).ConfigureAwait(false))
            {
                return new HridConflict(address.Reference, ReferenceKey.Of(other));
            }
        }

        return null;
    }

    private static bool IsOlder(ApiV4Definition other, ApiV4Definition api) =>
        (other.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue).CompareTo(api.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue) switch
        {
            0 => api.Metadata.CreationTimestamp is null
                || string.CompareOrdinal(other.Metadata.Namespace, api.Metadata.Namespace) < 0,
            var order => order < 0,
        };

    // APIs without a context go to the gateways of this cluster, which tell them apart by the same id.
    private async ValueTask<bool> ShareEnvironmentAsync(ApiV4Definition one, ApiV4Definition other, ReadLog reads, CancellationToken ct) =>
        await EnvironmentAsync(one, reads, ct).ConfigureAwait(false) is { } environment
        && environment == await EnvironmentAsync(other, reads, ct).ConfigureAwait(false);

    // Null when it cannot be known: such an API is not sent anywhere.
    private async ValueTask<string?> EnvironmentAsync(ApiV4Definition api, ReadLog reads, CancellationToken ct)
    {
        if (api.Spec?.ContextRef is not { Name.Length: > 0 } reference)
        {
            return "";
        }

        var context = await contexts.ResolveAsync(reference, api.Metadata.Namespace, reads, ct).ConfigureAwait(false);
        return context.TryGet(out var resolved, out _) ? resolved.Connection.Automation() : null;
    }
}
