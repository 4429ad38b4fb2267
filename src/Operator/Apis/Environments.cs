using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Contracts;

namespace Gko.Operator;

/// <summary>Tells whether a context still leads to where an API was synced to.</summary>
internal static class Environments
{
    /// <summary>
    /// Whether the status names another environment. A context may use a human-readable name where the status has the id, so that
    /// APIM is asked when the texts differ; while it does not answer, nothing is known to differ.
    /// </summary>
    public static async Task<bool> DifferAsync(ApiStatus? status, ApimConnection connection, IApimClient apim, CancellationToken ct)
    {
        if (status is not { EnvironmentId: { Length: > 0 } known } || Same(known, connection.EnvironmentId))
        {
            return false;
        }

        var environment = await apim.PingAsync(connection, ct).ConfigureAwait(false);
        return environment.Value is { Id: { Length: > 0 } id } && !Same(known, id);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
