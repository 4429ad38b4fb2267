using Gko.Apim.Client;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// Finds the v2 API that an earlier object of the same name has left in APIM, because its finalizer was removed by hand. APIM
/// knows both by the same cross id, but takes the one for a stranger that claims the other's paths.
/// </summary>
public static class Predecessors
{
    /// <summary>
    /// What to send so that the new object takes over; null when there is no predecessor, or when the ids are not ours to choose.
    /// </summary>
    /// <param name="api">The new object.</param>
    /// <param name="refused">What was sent for it.</param>
    /// <param name="after">What would be sent with that status.</param>
    /// <param name="apim">Where to look.</param>
    /// <param name="ct">Cancels the search.</param>
    public static async ValueTask<DesiredApi?> FindAsync(
        ApiDefinition api, DesiredApi refused, Func<ApiDefinitionStatus, DesiredApi> after, IApimClient apim, CancellationToken ct)
    {
        if (refused is not { Connection: { } connection, Import: { CrossId: { } crossId } import }
            || !string.IsNullOrEmpty(api.Status?.Id)
            || !string.IsNullOrEmpty(api.Spec?.Id)
            || !string.IsNullOrEmpty(api.Spec?.CrossId))
        {
            return null;
        }

        var found = await apim.FindApisAsync(connection, crossId, ct).ConfigureAwait(false);
        return found.Value is [{ Id: { Length: > 0 } id }] && id != import.Id
            ? after(new ApiDefinitionStatus { Id = id, CrossId = crossId })
            : null;
    }
}
