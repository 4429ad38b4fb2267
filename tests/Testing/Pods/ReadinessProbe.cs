using System.Text.Json.Nodes;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>Asks a pod whether it is ready, more often than its probe says.</summary>
internal static class ReadinessProbe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the probe is passed.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or the time was up.</exception>
    public static async Task WaitAsync(PodTemplate pod, ChildProcess process, TimeSpan patience)
    {
        if (pod.Container["readinessProbe"] is not JsonObject probe)
        {
            return;
        }

        // How often it is asked, and how often it has to answer, is of no importance here.
        probe.WithOnly("the readiness probe", "failureThreshold", "httpGet", "initialDelaySeconds", "periodSeconds", "successThreshold", "timeoutSeconds");
        var get = probe.Map("httpGet").WithOnly("the readiness probe", "path", "port", "scheme");
        var address = new Uri($"{get.Text("scheme") ?? "HTTP"}://{NodeAddress.Value}:{pod.Port(get.Text("port")!)}{get.Text("path")}");
        using var handler = new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        using var deadline = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(Interval);
        while (!await IsPassedAsync(http, address, deadline.Token).ConfigureAwait(false))
        {
            if (process.HasExited || deadline.IsCancellationRequested)
            {
                var what = process.HasExited ? $"ended with code {process.ExitCode}" : $"was not ready within {patience}";
                throw new InvalidOperationException($"The pod {what}. It printed:\n{process.Output}");
            }

            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsPassedAsync(HttpClient http, Uri address, CancellationToken deadline)
    {
        try
        {
            using var answer = await http.GetAsync(address, deadline).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Not listening yet, or silent until the time was up.
            return false;
        }
    }
}
