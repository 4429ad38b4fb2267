using System.Diagnostics;
using System.Globalization;
using Gko.Testing;
using Gko.Testing.Clusters;
using Gko.Testing.Pods;

namespace Gko.Load;

/// <summary>How fast an operator is ready and what it takes when there is nothing to do, with the settings of the chart.</summary>
internal sealed class StartUp(LoadCluster cluster, StartUpOptions options, TextWriter output)
{
    /// <summary>Holds the lease and the Secret of the certificate.</summary>
    public const string Namespace = "start";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts it so many times. The first start makes the certificate, the others find it.</summary>
    public async Task MeasureAsync(CancellationToken ct)
    {
        var size = new FileInfo(options.Gko).Length / 1024.0 / 1024.0;
        var how = options.Confined ? $"user {ImageConfig.OfRepository().User}, no capabilities, read-only file system" : "as the current user";
        await output.WriteLineAsync($"API server: {cluster.ServerName}; {Path.GetFileName(options.Gko)} of {size:0.0} MB; {how}").ConfigureAwait(false);
        var starts = new List<StartUpMeasurement>();
        for (var run = 1; run <= options.Runs; run++)
        {
            starts.Add(await StartAsync(ct).ConfigureAwait(false));
            await output.WriteLineAsync($"  {run,2}: {starts[^1]}").ConfigureAwait(false);
        }

        await output.WriteLineAsync(
            $"middle: ready after {Middle(start => start.Ready.TotalMilliseconds):0} ms, idle {Middle(start => start.Memory.Resident):0.0} MB").ConfigureAwait(false);

        double Middle(Func<StartUpMeasurement, double> of) => starts.Select(of).Order().ElementAt(starts.Count / 2);
    }

    private async Task<StartUpMeasurement> StartAsync(CancellationToken ct)
    {
        var settings = Settings();
        var watch = Stopwatch.StartNew();
        await using var child = options.Confined
            ? cluster.StartConfined(options.Gko, settings)
            : cluster.StartOperator(options.Gko, settings);
        await child.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), Patience).ConfigureAwait(false);
        var ready = watch.Elapsed;
        using var process = Process.GetProcessById(child.Id);
        var cpu = process.TotalProcessorTime;
        await CheckAsync(settings).ConfigureAwait(false);
        await Task.Delay(options.Idle, ct).ConfigureAwait(false);
        return new StartUpMeasurement(ready, cpu, ProcessMemory.Of(child.Id));
    }

    /// <summary>What the image's health check would say.</summary>
    private async Task CheckAsync(Dictionary<string, string?> settings)
    {
        var (program, arguments) = LoadCluster.CommandLine(options.Gko, "health");
        (await ChildProcess.RunAsync(program, arguments, environment: settings).ConfigureAwait(false)).OrThrow();
    }

    private Dictionary<string, string?> Settings()
    {
        var ports = FreePorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        var settings = new Dictionary<string, string?>
        {
            ["POD_NAMESPACE"] = Namespace,
            ["APPLY_CRDS"] = "true",
            ["ENABLE_LEADER_ELECTION"] = "true",
            ["PROBES_PORT"] = ports[0],
            ["ENABLE_METRICS"] = "true",
            ["SECURE_METRICS"] = "true",
            ["METRICS_PORT"] = ports[1],
            ["WEBHOOK_URL"] = $"https://localhost:{ports[2]}",
            ["WEBHOOK_CERT_SECRET_NAME"] = "gko-webhook-cert",
            ["WEBHOOK_NAMESPACE"] = Namespace,
            ["LOGS_FORMAT"] = "json",
        };
        foreach (var setting in options.Settings.Select(text => text.Split('=', 2)))
        {
            settings[setting[0]] = setting.ElementAtOrDefault(1) ?? "";
        }

        return settings;
    }
}
