using System.Globalization;
using System.Security.Cryptography;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Clusters;

namespace Gko.Load;

/// <summary>How much memory the operator spends on Secrets that have nothing to do with it.</summary>
internal sealed class ForeignSecrets(LoadCluster cluster, string gko, TextWriter output)
{
    /// <summary>Holds the Secrets.</summary>
    public const string Namespace = "foreign";

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    /// <summary>Measures an operator without them, while they are made, and started anew with them.</summary>
    public async Task MeasureAsync(int count, int size, CancellationToken ct)
    {
        await output.WriteLineAsync($"API server: {cluster.ServerName}; {count} Secrets of {size} bytes").ConfigureAwait(false);
        long before;
        await using (var first = await StartAsync(ct).ConfigureAwait(false))
        {
            before = await ReportAsync("without Secrets", first, 0).ConfigureAwait(false);
            await LoadCluster.TimesAsync(count, (index, token) => cluster.Client.CreateAsync(Secret(index, size), null, token), ct).ConfigureAwait(false);
            await Task.Delay(Settle, ct).ConfigureAwait(false);
            await ReportAsync("after they were made", first, before).ConfigureAwait(false);
        }

        await using var second = await StartAsync(ct).ConfigureAwait(false);
        await ReportAsync("started with them", second, before).ConfigureAwait(false);
    }

    private async Task<ChildProcess> StartAsync(CancellationToken ct)
    {
        var child = cluster.StartOperator(gko);
        await child.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        await Task.Delay(Settle, ct).ConfigureAwait(false);
        return child;
    }

    private async Task<long> ReportAsync(string when, ChildProcess child, long before)
    {
        var (resident, peak) = (Kilobytes(child.Id, "VmRSS"), Kilobytes(child.Id, "VmHWM"));
        var growth = before == 0 ? "" : $", {(resident - before) / 1024.0:+0.0;-0.0} MB";
        await output.WriteLineAsync($"{when,-22} resident {resident / 1024.0:0.0} MB (peak {peak / 1024.0:0.0} MB){growth}").ConfigureAwait(false);
        return resident;
    }

    private static long Kilobytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static Secret Secret(int index, int size) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = $"some-release-of-another-team-{index:00000}",
            Labels = new() { ["app.kubernetes.io/name"] = $"app-{index}", ["app.kubernetes.io/managed-by"] = "somebody-else", ["owner"] = "helm" },
            Annotations = new() { ["kubectl.kubernetes.io/last-applied-configuration"] = new string('x', 500) },
        },
        SecretType = "Opaque",
        Data = new() { ["release"] = RandomNumberGenerator.GetBytes(size) },
    };
}
