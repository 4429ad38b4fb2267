using Gko.Apim.Client;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// Finds the API that an earlier object of the same name has left in APIM, because its finalizer was removed by hand. APIM
/// knows both by the same cross id, but takes the one for a stranger that claims the other's paths.
/// </summary>
public sealed class Predecessors(ApiDefinitionResolver resolver, IApimClient apim)
{
    /// <summary>
    /// What to send so that the new object takes over; null when there is no predecessor, or when the ids are not ours to choose.
    /// </summary>
    public async ValueTask<DesiredApi?> FindAsync(ApiDefinition api, DesiredApi refused, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(api.Status?.Id) || !string.IsNullOrEmpty(api.Spec?.Id))
        {
            return null;
        }

        var found = await apim.FindApisAsync(refused.Connection, refused.Payload.CrossId, ct).ConfigureAwait(false);
        if (found.Value is not [{ Id: { Length: > 0 } id }] || id == refused.Payload.Id)
        {
            return null;
        }

        var heir = new ApiDefinition
        {
            Metadata = api.Metadata,
            Spec = api.Spec,
            Status = new ApiDefinitionStatus { Id = id, CrossId = refused.Payload.CrossId },
        };
        var resolved = await resolver.ResolveAsync(heir, ct).ConfigureAwait(false);
        return resolved.TryGet(out var desired, out _) ? desired : null;
    }
}
