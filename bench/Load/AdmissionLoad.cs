using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Gko.Contracts.Wire;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Load;

/// <summary>
/// How fast the webhook of APIs answers while many are stored. The operator is a replica that does not lead, so that it does
/// nothing else meanwhile; clients call it directly, as the API server does.
/// </summary>
internal sealed class AdmissionLoad(LoadCluster cluster, AdmissionLoadOptions options, TextWriter output) : IAsyncDisposable
{
    /// <summary>Holds the APIs.</summary>
    public const string Namespace = "load";

    private const string ContextName = "apim";
    private const string Path = "/validate-gravitee-io-v1alpha1-apidefinition?timeout=10s";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly TestCertificates _certificates = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-load-certs-");
    private readonly DevManagementApi _management = new(new DevManagementOptions());
    private int _stored;

    private string? Context => options.ApimDelay is null ? null : ContextName;

    /// <summary>Measures with ever more APIs.</summary>
    public async Task MeasureAsync(CancellationToken ct)
    {
        await PrepareAsync(ct).ConfigureAwait(false);
        foreach (var count in options.Apis.Order())
        {
            await StoreAsync(count, ct).ConfigureAwait(false);
            var reviews = AdmissionReviews.Create(Namespace, count, Context);
            await output.WriteLineAsync($"{count} APIs stored, reviews of {reviews.Average(review => review.Length) / 1024:0.0} KB").ConfigureAwait(false);
            await MeasureAsync(reviews, ct).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _certificates.Dispose();
        _folder.Delete(recursive: true);
        await _management.DisposeAsync().ConfigureAwait(false);
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        using var certificate = _certificates.ForHost("localhost");
        using var key = certificate.GetRSAPrivateKey()!;
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder.FullName, "tls.crt"), certificate.ExportCertificatePem(), ct).ConfigureAwait(false);
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder.FullName, "tls.key"), key.ExportPkcs8PrivateKeyPem(), ct).ConfigureAwait(false);
        await cluster.Client.CreateAsync(SomebodyLeads(), null, ct).ConfigureAwait(false);
        if (options.ApimDelay is { } delay)
        {
            await _management.StartAsync(ct).ConfigureAwait(false);
            _management.Faults.Add(new Fault { Delay = delay });
            await cluster.Client.CreateAsync(LoadObjects.Context(Namespace, _management.Url), null, ct).ConfigureAwait(false);
        }
    }

    private static Lease SomebodyLeads() => new()
    {
        Metadata = new ObjectMeta { Namespace = Namespace, Name = LeaseNames.LeaderElection },
        Spec = new LeaseSpec
        {
            HolderIdentity = "somebody-else",
            LeaseDurationSeconds = (int)TimeSpan.FromDays(1).TotalSeconds,
            AcquireTime = DateTimeOffset.UtcNow,
            RenewTime = DateTimeOffset.UtcNow,
            LeaseTransitions = 0,
        },
    };

    private async Task StoreAsync(int count, CancellationToken ct)
    {
        var before = _stored;
        await LoadCluster.TimesAsync(
            count - before,
            (index, token) => cluster.Client.CreateAsync(AdmissionObjects.Api(Namespace, AdmissionObjects.Name(before + index), Context), null, token),
            ct).ConfigureAwait(false);
        _stored = count;
    }

    private async Task MeasureAsync(IReadOnlyList<ReadOnlyMemory<byte>> reviews, CancellationToken ct)
    {
        var port = FreePorts.Take(1)[0];
        await using var child = cluster.StartOperator(options.Gko, Environment(port));
        await child.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        var clients = Enumerable.Range(0, options.Clients)
            .Select(_ => new AdmissionClient(new Uri($"https://localhost:{port}{Path}"), _certificates.Roots)).ToList();
        await AskAsync(clients, reviews, child, WarmUp, ct).ConfigureAwait(false);
        for (var round = 0; round < options.Rounds; round++)
        {
            await output.WriteLineAsync($"  {await AskAsync(clients, reviews, child, options.Duration, ct).ConfigureAwait(false)}").ConfigureAwait(false);
        }

        clients.ForEach(client => client.Dispose());
    }

    private static async Task<AdmissionMeasurement> AskAsync(
        List<AdmissionClient> clients, IReadOnlyList<ReadOnlyMemory<byte>> reviews, ChildProcess child, TimeSpan duration, CancellationToken ct)
    {
        using var process = Process.GetProcessById(child.Id);
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stop.CancelAfter(duration);
        var apart = reviews.Count / clients.Count;
        await Task.WhenAll(clients.Select((client, index) => client.RunAsync(reviews, index * apart, stop.Token))).ConfigureAwait(false);
        var elapsed = watch.Elapsed;
        process.Refresh();
        return new AdmissionMeasurement(
            [.. clients.SelectMany(client => client.Times).Order()], elapsed, process.TotalProcessorTime - cpu, process.WorkingSet64, process.PeakWorkingSet64);
    }

    private Dictionary<string, string?> Environment(int port) => new()
    {
        ["ENABLE_WEBHOOK"] = "true",
        ["WEBHOOK_SERVICE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["WEBHOOK_CERT_DIR"] = _folder.FullName,
        ["ENABLE_LEADER_ELECTION"] = "true",
        ["POD_NAMESPACE"] = Namespace,
    };
}
