using System.Security.Cryptography;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
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
        double before;
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

    private async Task<double> ReportAsync(string when, ChildProcess child, double before)
    {
        var memory = ProcessMemory.Of(child.Id);
        var growth = before == 0 ? "" : $", {memory.Resident - before:+0.0;-0.0} MB";
        await output.WriteLineAsync($"{when,-22} resident {memory.Resident:0.0} MB (peak {memory.Peak:0.0} MB){growth}").ConfigureAwait(false);
        return memory.Resident;
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
