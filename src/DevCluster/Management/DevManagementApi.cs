using System.Net;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.DevCluster.Management;

/// <summary>
/// An in-memory Gravitee Management API (v1 and the part of v2 that operators ping) on plain HTTP, for development and tests.
/// Logins: <c>admin</c>/<c>admin</c> and the others of a fresh APIM, or a bearer token. Below <c>/_test</c> it can be watched
/// and disturbed.
/// </summary>
public sealed partial class DevManagementApi : IAsyncDisposable
{
    /// <summary>The service account's bearer token unless the options say otherwise.</summary>
    public const string DefaultToken = "gko-dev-token";

    private readonly DevManagementOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ManagementStore _store;
    private readonly ManagementDispatcher _dispatcher;
    private readonly ControlPlane _control;
    private WebApplication? _app;
    private int _port;

    /// <param name="options">Defaults when null.</param>
    /// <param name="time">The clock of timestamps, token expiry and delays.</param>
    /// <param name="loggers">Null logs nothing.</param>
    public DevManagementApi(DevManagementOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        _options = options ?? new();
        _time = time ?? TimeProvider.System;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<DevManagementApi>();
        _port = _options.Port;
        _store = new(_options, _time);
        _dispatcher = new(_options, _store, _time);
        Journal = new(_options.JournalCapacity);
        _control = new(_store, Journal, Faults);
    }

    /// <summary>Where it listens; known after the first start.</summary>
    public Uri Url => new($"http://127.0.0.1:{_port}");

    /// <summary>The requests so far.</summary>
    public RequestJournal Journal { get; }

    /// <summary>What disturbs requests.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What gateways would have been told so far.</summary>
    public IReadOnlyList<ApiEvent> Events
    {
        get
        {
            lock (_store.Sync)
            {
                return [.. _store.Events];
            }
        }
    }

    /// <summary>The APIs of all environments, as the API itself shows them.</summary>
    public IReadOnlyList<JsonObject> Apis
    {
        get
        {
            lock (_store.Sync)
            {
                return [.. _store.Environments.SelectMany(environment =>
                    environment.Apis.Select(api => ApiViews.Entity(api, environment, _store.Users.Find(user => user.Id == api.OwnerId))))];
            }
        }
    }

    /// <summary>An API by its id, as the API itself shows it; null when there is none.</summary>
    public JsonObject? FindApi(string id) => Apis.FirstOrDefault(api => api.Text("id") == id);

    /// <summary>Back to the seed data, with an empty journal and no faults.</summary>
    public void Reset()
    {
        lock (_store.Sync)
        {
            _store.Reset();
        }

        Journal.Clear();
        Faults.Clear();
    }

    /// <summary>Listens, on the same port as before when it listened before.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        if (_app is not null)
        {
            throw new InvalidOperationException("The Management API is running already.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, _port);
        });
        builder.Services.AddSingleton(_loggers);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync(ct).ConfigureAwait(false);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _port = new Uri(addresses.Addresses.First()).Port;
        _app = app;
        Log.Listening(_logger, Url);
    }

    /// <summary>Stops listening and breaks what is under way, but keeps all state for the next start.</summary>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (_app is not { } app)
        {
            return;
        }

        _app = null;
        await app.StopAsync(ct).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await ReadAsync(request, context.RequestAborted).ConfigureAwait(false);
        if (request.Path.Value?.StartsWith(ControlPlane.Prefix, StringComparison.Ordinal) ?? false)
        {
            await WriteAsync(context, _control.Dispatch(request, body)).ConfigureAwait(false);
            return;
        }

        var entry = Journal.Add(sequence => Describe(sequence, context, body));
        var fault = Faults.Take(request.Method, entry.Path, entry.Query);
        if (fault is not null && fault.Delay != TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, _time, context.RequestAborted).ConfigureAwait(false);
        }

        if (fault is { Reset: true })
        {
            context.Abort();
            return;
        }

        var reply = fault is { Status: not null } ? Disturbed(fault) : _dispatcher.Dispatch(request, body);
        entry.Status = reply.Status;
        await WriteAsync(context, reply).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct).ConfigureAwait(false);
        return buffer.ToArray();
    }

    private JournalEntry Describe(long sequence, HttpContext context, ReadOnlyMemory<byte> body) => new()
    {
        Sequence = sequence,
        At = _time.GetUtcNow(),
        Method = context.Request.Method,
        Path = context.Request.Path.Value ?? "/",
        Query = context.Request.QueryString.Value ?? "",
        Headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                ? header.Value.ToString().Split(' ')[0]
                : header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase),
        Body = body,
        ConnectionId = context.Connection.Id,
    };

    private static Reply Disturbed(Fault fault) => new(
        fault.Status!.Value,
        Text: fault.Body,
        ContentType: fault.Body.TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain")
    {
        Headers = fault.Headers,
    };

    private static async Task WriteAsync(HttpContext context, Reply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Json is { } json)
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync(JsonText.Write(json), context.RequestAborted).ConfigureAwait(false);
        }
        else if (reply.Text is { Length: > 0 } text)
        {
            response.ContentType = reply.ContentType;
            await response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Management API listens on {Url}")]
        public static partial void Listening(ILogger logger, Uri url);
    }
}
