using Gko.Apim.Connections;
using Gko.Apim.Payloads;

namespace Gko.Resolution;

/// <summary>What APIM is to hold for an API, and where.</summary>
/// <param name="Connection">The APIM environment.</param>
/// <param name="Payload">The body to send, with its hash.</param>
/// <param name="SyncHash">
/// Changes exactly when the API has to be sent again: it covers the body and the environment, not the credentials.
/// </param>
/// <param name="Notes">References that were left out because they do not resolve, as sentences.</param>
public sealed record DesiredApi(
    ApimConnection Connection, ApiImport Payload, string SyncHash, IReadOnlyList<ResolutionProblem> Notes);
