using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>What differs between the generations of APIs, as seen by the reconcile loop that they share.</summary>
internal interface IApiKind<T>
    where T : class, IResource<T>, IApi
{
    /// <summary>What APIM and gateways are to hold for the API.</summary>
    ValueTask<PreparedApi> PrepareAsync(T api, CancellationToken ct);

    /// <summary>Sends the API to APIM, for real.</summary>
    Task<ApimResult<ImportStatus>> ImportAsync(T api, PreparedApi prepared, CancellationToken ct);

    /// <summary>What APIM may hold for the API; null when nothing of ours can be there.</summary>
    RemoteApi? Find(T api);

    /// <summary>Whether the API was last synced to another environment than the connection leads to; then nothing there is ours.</summary>
    Task<bool> IsElsewhereAsync(T api, ApimConnection connection, CancellationToken ct);

    Task<ApimResult<DeleteOutcome>> DeleteAsync(ApimConnection connection, RemoteApi remote, CancellationToken ct);

    /// <summary>A condition to keep once APIM took the API, beside the common ones; null for none.</summary>
    Condition? MarkOf(DesiredApi desired);

    /// <summary>An empty status of the kind.</summary>
    ApiStatus NewStatus();

    /// <summary>The id to show of an API that APIM never sees; null for none.</summary>
    string? LocalIdOf(T api);

    /// <summary>Stores the status unless it is stored already.</summary>
    Task WriteAsync(T api, ApiStatus status, CancellationToken ct);
}
