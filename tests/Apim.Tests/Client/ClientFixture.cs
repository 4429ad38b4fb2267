using System.Text;
using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.Apim.Telemetry;
using Gko.Apim.Tests.Http;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Apim.Tests.Client;

/// <summary>A client over a script instead of a network, in virtual time.</summary>
internal sealed class ClientFixture : IDisposable
{
    public const string Token = "s3cr3t-token-0123456789";

    public ClientFixture(ApimClientOptions? options = null, ApimMetrics? metrics = null)
    {
        var used = options ?? new() { Circuit = new() { Jitter = 0 } };
        Pool = new(used, Time, Logs, _ => Server);
        Client = new(Pool, Time, new Logger<ApimClient>(new SingleLoggerFactory(Logs)), metrics);
    }

    public FakeTimeProvider Time { get; } = new();

    public ScriptedHandler Server { get; } = new();

    public RecordingLogger Logs { get; } = new();

    public ApimHttpClientPool Pool { get; }

    public ApimClient Client { get; }

    public ApimConnection Connection { get; init; } = new()
    {
        Context = "ns/ctx",
        BaseUrl = "https://apim.example.com",
        OrganizationId = "ORG",
        EnvironmentId = "ENV",
        Credentials = ApimCredentials.Bearer(Token),
    };

    public static ReadOnlyMemory<byte> Body { get; } = Encoding.UTF8.GetBytes("""{"name":"echo"}""");

    public Task<ApimResult<ImportStatus>> ImportAsync(bool dryRun = false, CancellationToken? ct = null) =>
        Client.ImportApiAsync(Connection, Body, dryRun, ct ?? TestContext.Current.CancellationToken);

    public Task<ApimResult<ApimEnvironment>> PingAsync() =>
        Client.PingAsync(Connection, TestContext.Current.CancellationToken);

    public void Dispose() => Pool.Dispose();

    private sealed class SingleLoggerFactory(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
