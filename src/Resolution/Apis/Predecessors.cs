using Gko.Apim.Client;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// Finds the API that an earlier object of the same name has left in APIM, because its finalizer was removed by hand. APIM
/// knows both by the same cross id, but takes the one for a stranger that claims the other's paths.
/// </summary>
public sealed class Predecessors(IApimClient apim)
{
    /// <summary>
    /// What to send so that the new object takes over; null when there is no predecessor, or when the ids are not ours to choose.
    /// </summary>
    /// <param name="api">The new object.</param>
    /// <param name="refused">What it means, and what APIM did not take.</param>
    /// <param name="ct">Cancels the call.</param>
    public async ValueTask<DesiredApi?> FindAsync(
        ApiDefinition api, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> refused, CancellationToken ct)
    {
        if (refused.Desired is not { Connection: { } connection, Import: { CrossId: { } crossId } import }
            || !string.IsNullOrEmpty(api.Status?.Id) || !string.IsNullOrEmpty(refused.Spec.Id))
        {
            return null;
        }

        var found = await apim.FindApisAsync(connection, crossId, ct).ConfigureAwait(false);
        return found.Value is [{ Id: { Length: > 0 } id }] && id != import.Id
            ? refused.DesiredAfter(new ApiDefinitionStatus { Id = id, CrossId = crossId })
            : null;
    }
}
