using System.Net;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.DevCluster.Management;

/// <summary>
/// An in-memory Gravitee APIM on plain HTTP, for development and tests: the parts of the Management API (v1 and v2) and of the
/// Automation API that operators use.
/// Logins: <c>admin</c>/<c>admin</c> and the others of a fresh APIM, or a bearer token. Below <c>/_test</c> it can be watched
/// and disturbed.
/// </summary>
public sealed partial class DevManagementApi : IAsyncDisposable
{
    /// <summary>The service account's bearer token unless the options say otherwise.</summary>
    public const string DefaultToken = "gko-dev-token";

    private readonly DevManagementOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ManagementStore _store;
    private readonly RequestHandler _handler;
    private WebApplication? _app;
    private int _port;

    /// <param name="options">Defaults when null.</param>
    /// <param name="time">The clock of timestamps, token expiry and delays.</param>
    /// <param name="loggers">Null logs nothing.</param>
    public DevManagementApi(DevManagementOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        _options = options ?? new();
        time ??= TimeProvider.System;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<DevManagementApi>();
        _port = _options.Port;
        _store = new(_options, time);
        Journal = new(_options.JournalCapacity);
        _handler = new(
            new ManagementDispatcher(_options, _store, time), new ControlPlane(_store, Journal, Faults, _options), Journal, Faults, time);
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

    /// <summary>The APIs of all environments: those of v2 as v1 of the API shows them, those of V4 as v2 does.</summary>
    public IReadOnlyList<JsonObject> Apis
    {
        get
        {
            lock (_store.Sync)
            {
                return [.. _store.Environments.SelectMany(environment => environment.Apis.Select(api => View(environment, api)))];
            }
        }
    }

    /// <summary>What there is in each environment, in short.</summary>
    public IReadOnlyList<EnvironmentSummary> Summarize()
    {
        lock (_store.Sync)
        {
            return Summaries.Of(_store);
        }
    }

    /// <summary>Makes an environment, which lasts until the next reset.</summary>
    /// <exception cref="ArgumentException">There is one with that id in that organization.</exception>
    public void AddEnvironment(EnvironmentSeed seed)
    {
        lock (_store.Sync)
        {
            _store.AddEnvironment(seed);
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
        app.Run(_handler.HandleAsync);
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

    private JsonObject View(DevEnvironment environment, StoredApi api)
    {
        var owner = _store.Users.Find(user => user.Id == api.OwnerId);
        return api.IsV4 ? ApiV2Views.Api(api, owner) : ApiViews.Entity(api, environment, owner);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Management API listens on {Url}")]
        public static partial void Listening(ILogger logger, Uri url);
    }
}
