using Gko.Apim.Connections;
using Gko.Apim.Payloads;

namespace Gko.Apim.Client;

/// <summary>
/// The calls to APIM. Whatever the network or the server does comes back as a result; only the caller's own cancellation
/// is thrown. Nothing is retried here: queues and admission have their own ideas of patience.
/// </summary>
public interface IApimClient
{
    /// <summary>Reads the environment, which shows that address and credentials are right.</summary>
    Task<ApimResult<ApimEnvironment>> PingAsync(ApimConnection connection, CancellationToken ct = default);

    /// <summary>
    /// How long ago a call of any kind to the same server with the same credentials succeeded; null when none did lately. Asks
    /// nobody.
    /// </summary>
    TimeSpan? SinceSuccess(ApimConnection connection);

    /// <summary>Creates or updates a v2 API, or only checks whether that would work.</summary>
    /// <param name="connection">The context.</param>
    /// <param name="body">The API as JSON in UTF-8, see <c>ApiDefinitionPayload</c>.</param>
    /// <param name="dryRun">
    /// True to change nothing; then errors found are part of a successful answer's <see cref="ImportStatus.Errors"/>.
    /// </param>
    /// <param name="ct">Cancels the call.</param>
    Task<ApimResult<ImportStatus>> ImportApiAsync(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool dryRun, CancellationToken ct = default);

    /// <summary>The v2 APIs with that cross id in the context's environment: one or none.</summary>
    Task<ApimResult<List<ApimApi>>> FindApisAsync(ApimConnection connection, string crossId, CancellationToken ct = default);

    /// <summary>Deletes a v2 API, closing its plans.</summary>
    Task<ApimResult<DeleteOutcome>> DeleteApiAsync(ApimConnection connection, string apiId, CancellationToken ct = default);

    /// <summary>Creates or updates a v4 API, or only checks whether that would work.</summary>
    /// <param name="connection">The context.</param>
    /// <param name="body">The API as JSON in UTF-8, see <c>ApiV4Payload</c>.</param>
    /// <param name="isUuid">True when the body's <c>hrid</c> is a UUID.</param>
    /// <param name="dryRun">
    /// True to change nothing; then errors found are part of a successful answer's <see cref="ImportStatus.Errors"/>.
    /// </param>
    /// <param name="ct">Cancels the call.</param>
    Task<ApimResult<ImportStatus>> ImportApiV4Async(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool isUuid, bool dryRun, CancellationToken ct = default);

    /// <summary>Deletes a v4 API, closing its plans and subscriptions.</summary>
    /// <param name="connection">The context.</param>
    /// <param name="reference">The API's human-readable id or UUID, see <c>ApiV4Address</c>.</param>
    /// <param name="isUuid">Which of the two.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ApimResult<DeleteOutcome>> DeleteApiV4Async(
        ApimConnection connection, string reference, bool isUuid, CancellationToken ct = default);

    /// <summary>Creates or updates an object of any kind but APIs, or only checks whether that would work.</summary>
    /// <param name="connection">The context.</param>
    /// <param name="import">The object, from the payload of its kind.</param>
    /// <param name="dryRun">
    /// True to change nothing; then errors found are part of a successful answer's <see cref="ImportStatus.Errors"/>.
    /// </param>
    /// <param name="ct">Cancels the call.</param>
    Task<ApimResult<ImportStatus>> ImportAsync(
        ApimConnection connection, AutomationImport import, bool dryRun, CancellationToken ct = default);

    /// <summary>The plugins that the context's organization can use.</summary>
    Task<ApimResult<List<ApimPlugin>>> FindPluginsAsync(ApimConnection connection, PluginKind kind, CancellationToken ct = default);
}
