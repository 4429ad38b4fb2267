using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The webhooks that have a say before an object is stored; never called under the store's lock.</summary>
internal interface IAdmissionChain
{
    /// <summary>The object as the mutating webhooks left it; the same instance when none changed it.</summary>
    /// <exception cref="ApiStatusException">A webhook denied the request or could not be asked.</exception>
    Task<JsonObject?> MutateAsync(AdmissionRequest request, CancellationToken ct);

    /// <exception cref="ApiStatusException">A webhook denied the request or could not be asked.</exception>
    Task ValidateAsync(AdmissionRequest request, CancellationToken ct);
}
