using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.Apim.Payloads;
using Gko.Apim.Telemetry;
using Gko.Kubernetes.LeaderElection;
using Microsoft.Extensions.Logging;

namespace Gko.Apim.Client;

/// <summary>Calls APIM over the pooled connections of its contexts.</summary>
/// <param name="pool">The connections.</param>
/// <param name="time">The clock of durations.</param>
/// <param name="logger">Told of every call, at debug level.</param>
/// <param name="metrics">Where to count; null for nowhere.</param>
/// <param name="fence">
/// Asked right before each call leaves; <see cref="LeadershipLostException"/> is then what the caller gets. Null lets all leave.
/// </param>
public sealed partial class ApimClient(
    ApimHttpClientPool pool, TimeProvider time, ILogger<ApimClient> logger, ApimMetrics? metrics = null, LeadershipFence? fence = null)
    : IApimClient
{
    // Nothing that such a user may ask tells the two apart.
    private const string ForbiddenHint =
        " (to users who are no administrators, APIM says so of objects that are already gone, too)";

    /// <inheritdoc/>
    public Task<ApimResult<ApimEnvironment>> PingAsync(ApimConnection connection, CancellationToken ct = default) =>
        SendAsync(connection, HttpMethod.Get, connection.ManagementV2(), null, ApimJson.Default.ApimEnvironment, ct);

    /// <inheritdoc/>
    public TimeSpan? SinceSuccess(ApimConnection connection)
    {
        try
        {
            return Uri.TryCreate(connection.ManagementV2(), UriKind.Absolute, out var url) ? pool.SinceSuccess(url, connection.Credentials) : null;
        }
        catch (HttpRequestException)
        {
            // The settings are unusable, which the next call reports.
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportApiAsync(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool dryRun, CancellationToken ct = default)
    {
        var url = connection.ManagementV1($"/apis/import-crd?dryRun={(dryRun ? "true" : "false")}");
        return SendAsync(connection, HttpMethod.Put, url, body, ApimJson.Default.ImportStatus, ct);
    }

    /// <inheritdoc/>
    public Task<ApimResult<List<ApimApi>>> FindApisAsync(ApimConnection connection, string crossId, CancellationToken ct = default) =>
        SendAsync(
            connection, HttpMethod.Get, connection.ManagementV1($"/apis?crossId={Uri.EscapeDataString(crossId)}"), null,
            ApimJson.Default.ListApimApi, ct);

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteApiAsync(
        ApimConnection connection, string apiId, CancellationToken ct = default) =>
        DeleteAsync(connection, connection.ManagementV1($"/apis/{Segment(apiId)}?closePlans=true"), ct);

    /// <inheritdoc/>
    public async Task<ApimResult<ImportStatus>> ImportApiV4Async(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool isUuid, bool dryRun, CancellationToken ct = default)
    {
        var url = connection.Automation($"/apis{ImportFlags(isUuid, dryRun)}");
        var answer = await SendAsync(connection, HttpMethod.Put, url, body, ApimJson.Default.ApiV4State, ct).ConfigureAwait(false);
        return answer.IsSuccess ? answer.Value.ToStatus() : answer.Error;
    }

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteApiV4Async(
        ApimConnection connection, string reference, bool isUuid, CancellationToken ct = default)
    {
        // APIM checks the permission by the first flag and deletes by the second.
        var flags = isUuid ? "hridContainsApiUUID=true&hridContainsUUID=true" : "hridContainsUUID=false";
        return DeleteAsync(connection, connection.Automation($"/apis/{Segment(reference)}?{flags}"), ct);
    }

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportAsync(
        ApimConnection connection, AutomationImport import, bool dryRun, CancellationToken ct = default)
    {
        var url = connection.Automation($"/{import.Path}{ImportFlags(import.IsUuid, dryRun)}");
        return SendAsync(connection, HttpMethod.Put, url, import.Body, ApimJson.Default.ImportStatus, ct);
    }

    /// <inheritdoc/>
    public Task<ApimResult<List<ApimPlugin>>> FindPluginsAsync(
        ApimConnection connection, PluginKind kind, CancellationToken ct = default)
    {
        var path = kind switch
        {
            PluginKind.Policies => "/plugins/policies",
            PluginKind.Resources => "/plugins/resources",
            PluginKind.Endpoints => "/plugins/endpoints",
            _ => "/plugins/entrypoints",
        };
        return SendAsync(connection, HttpMethod.Get, connection.ManagementV2Organization(path), null, ApimJson.Default.ListApimPlugin, ct);
    }

    private static string ImportFlags(bool isUuid, bool dryRun) =>
        $"?dryRun={(dryRun ? "true" : "false")}{(isUuid ? "&hridContainsUUID=true" : "")}";

    private static string Segment(string id)
    {
        // An empty id would address the collection.
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Uri.EscapeDataString(id);
    }

    private async Task<ApimResult<DeleteOutcome>> DeleteAsync(ApimConnection connection, string url, CancellationToken ct)
    {
        var (errors, exchange, error) = await ExchangeAsync(connection, HttpMethod.Delete, url, null, ct).ConfigureAwait(false);
        if (error is null or { Status: 404 })
        {
            return IsPage(exchange.Body.Span) ? errors.Unreadable(exchange, "a page instead of nothing or JSON")
                : error is null ? DeleteOutcome.Deleted
                : DeleteOutcome.AlreadyGone;
        }

        return error is { Kind: ApimErrorKind.Forbidden } ? error with { Message = error.Message + ForbiddenHint } : error;
    }

    // APIM has nothing to say about a deletion. What a proxy shows instead, such as a login or a page of its own for what it does
    // not find, deleted nothing.
    private static bool IsPage(ReadOnlySpan<byte> body) => body.Trim(" \t\r\n"u8) is [not ((byte)'{' or (byte)'['), ..];

    private async Task<ApimResult<T>> SendAsync<T>(
        ApimConnection connection, HttpMethod method, string url, ReadOnlyMemory<byte>? body, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var (errors, exchange, error) = await ExchangeAsync(connection, method, url, body, ct).ConfigureAwait(false);
        if (error is not null)
        {
            return error;
        }

        try
        {
            return JsonSerializer.Deserialize(exchange.Body.Span, type) is { } value
                ? value
                : errors.Unreadable(exchange, "the body is null");
        }
        catch (JsonException e)
        {
            return errors.Unreadable(exchange, e.Message);
        }
    }

    private async Task<(ErrorFactory Errors, Exchange Exchange, ApimError? Error)> ExchangeAsync(
        ApimConnection connection, HttpMethod method, string url, ReadOnlyMemory<byte>? body, CancellationToken ct)
    {
        var errors = new ErrorFactory(method, UrlPath.WithoutUserInfo(url), connection.Credentials);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return (errors, new(), errors.NotSent(ApimErrorKind.Unreachable, "this is no http or https URL"));
        }

        if (!connection.Credentials.IsSendable)
        {
            const string cause = "the token holds characters that no HTTP header may hold, such as line breaks or spaces";
            return (errors, new(), errors.NotSent(ApimErrorKind.BadCredentials, cause, retryable: false));
        }

        var request = new ApimRequest(method, address, connection.Credentials, body, fence);
        using var span = ApimTracing.Start(connection, request);
        var started = time.GetTimestamp();
        var exchange = await PooledAsync(request, connection.Context, ct).ConfigureAwait(false);
        var error = ErrorOf(exchange, errors);
        var (elapsed, outcome) = (time.GetElapsedTime(started), ApimMetrics.OutcomeOf(error));
        metrics?.Record(connection.Context, method, outcome, elapsed);
        ApimTracing.Finish(span, exchange, outcome);
        Log.Called(logger, method, request.DisplayUrl, exchange.Status, elapsed.TotalMilliseconds);
        return (errors, exchange, error);
    }

    private async Task<Exchange> PooledAsync(ApimRequest request, string context, CancellationToken ct)
    {
        try
        {
            using var lease = pool.Borrow(request.Url, request.Credentials);
            lease.Channel.UsedBy(context);
            return await lease.Channel.SendAsync(request, ct).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            // Only settings of our own throw here: the channel reports what the network does.
            return new() { Failure = e.Message };
        }
    }

    private static ApimError? ErrorOf(Exchange exchange, ErrorFactory errors) => exchange switch
    {
        { Refusal.State: not GateState.Passing } => errors.Refused(exchange.Refusal),
        { Failure: { } failure } =>
            errors.NotSent(exchange.TimedOut ? ApimErrorKind.Timeout : ApimErrorKind.Unreachable, failure),
        { Status: >= 200 and < 300 } => null,
        _ => errors.Status(exchange),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} {Url} was answered with status {Status} after {Milliseconds:F0} ms")]
        public static partial void Called(ILogger logger, HttpMethod method, string url, int status, double milliseconds);
    }
}
