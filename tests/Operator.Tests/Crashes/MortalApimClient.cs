using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;

namespace Gko.Operator.Tests.Crashes;

/// <summary>A client whose imports and deletions pass a <see cref="KillSwitch"/>.</summary>
internal sealed class MortalApimClient(IApimClient inner, KillSwitch life) : IApimClient
{
    public Task<ApimResult<ApimEnvironment>> PingAsync(ApimConnection connection, CancellationToken ct = default) =>
        inner.PingAsync(connection, ct);

    public TimeSpan? SinceSuccess(ApimConnection connection) => inner.SinceSuccess(connection);

    public Task<ApimResult<List<ApimApi>>> FindApisAsync(ApimConnection connection, string crossId, CancellationToken ct = default) =>
        inner.FindApisAsync(connection, crossId, ct);

    public Task<ApimResult<ImportStatus>> ImportApiAsync(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool dryRun, CancellationToken ct = default) =>
        life.PassAsync("import", () => inner.ImportApiAsync(connection, body, dryRun, ct));

    public Task<ApimResult<DeleteOutcome>> DeleteApiAsync(ApimConnection connection, string apiId, CancellationToken ct = default) =>
        life.PassAsync("remove", () => inner.DeleteApiAsync(connection, apiId, ct));

    public Task<ApimResult<ImportStatus>> ImportApiV4Async(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool isUuid, bool dryRun, CancellationToken ct = default) =>
        life.PassAsync("import", () => inner.ImportApiV4Async(connection, body, isUuid, dryRun, ct));

    public Task<ApimResult<DeleteOutcome>> DeleteApiV4Async(
        ApimConnection connection, string reference, bool isUuid, CancellationToken ct = default) =>
        life.PassAsync("remove", () => inner.DeleteApiV4Async(connection, reference, isUuid, ct));

    public Task<ApimResult<ImportStatus>> ImportAsync(
        ApimConnection connection, AutomationImport import, bool dryRun, CancellationToken ct = default) =>
        life.PassAsync("import", () => inner.ImportAsync(connection, import, dryRun, ct));

    public Task<ApimResult<List<ApimPlugin>>> FindPluginsAsync(ApimConnection connection, PluginKind kind, CancellationToken ct = default) =>
        inner.FindPluginsAsync(connection, kind, ct);
}
