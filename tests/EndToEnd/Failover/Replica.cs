using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gko.EndToEnd.Clusters;
using Gko.Testing.Chaos;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Failover;

/// <summary>One of several <c>gko run</c> for the same cluster, with a line to the API server that can be cut.</summary>
internal sealed partial class Replica : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int[] _ports = FreePorts.Take(2);
    private readonly HttpClient _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });

    private Replica(ClusterFixture cluster, string @namespace, params (string Name, string Value)[] environment)
    {
        var kubeConfig = File.ReadAllText(cluster.KubeConfig);
        var server = ServerPort().Match(kubeConfig);
        Line = new TcpProxy(new IPEndPoint(IPAddress.Loopback, int.Parse(server.Groups[1].Value)));

        // Beside the original, which names other files relative to itself.
        var path = $"{cluster.KubeConfig}.{Line.Port}";
        File.WriteAllText(path, kubeConfig.Replace(server.Value, $"server: https://127.0.0.1:{Line.Port}", StringComparison.Ordinal));
        var variables = new Dictionary<string, string?>
        {
            ["KUBECONFIG"] = path,
            ["NAMESPACE"] = @namespace,
            ["POD_NAMESPACE"] = @namespace,
            ["ENABLE_LEADER_ELECTION"] = "true",
            ["PROBES_PORT"] = $"{_ports[0]}",
            ["ENABLE_WEBHOOK"] = "true",
            ["WEBHOOK_SERVICE_PORT"] = $"{_ports[1]}",
            ["WEBHOOK_SERVICE_NAME"] = "gko-webhook",
            ["WEBHOOK_NAMESPACE"] = @namespace,
            ["WEBHOOK_CERT_SECRET_NAME"] = "gko-webhook-cert",
            ["HTTP_CLIENT_TIMEOUT_SECONDS"] = "2",
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        Process = ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "gko.dll"), "run"], variables);
    }

    public ChildProcess Process { get; }

    /// <summary>Its connections to the API server.</summary>
    public TcpProxy Line { get; }

    /// <summary>Starts two of them at once; returns the one that leads first, and both ready.</summary>
    public static async Task<(Replica Leader, Replica Follower)> StartPairAsync(
        ClusterFixture cluster, string @namespace, params (string Name, string Value)[] environment)
    {
        var pair = new[] { new Replica(cluster, @namespace, environment), new Replica(cluster, @namespace, environment) };
        await Task.WhenAll(pair.Select(replica => replica.SaysAsync("gko is ready")));
        var leading = pair.Select(replica => replica.LeadsAsync()).ToList();
        var first = leading.IndexOf(await Task.WhenAny(leading));
        return (pair[first], pair[1 - first]);
    }

    /// <summary>Returns the term once this process leads.</summary>
    public async Task<int> LeadsAsync() => int.Parse(Term().Match(await SaysAsync(", term ")).Groups[1].Value);

    public Task<string> SaysAsync(string text) => Process.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), Patience);

    /// <summary>Whether the process claims to be ready.</summary>
    public async Task<HttpStatusCode> ProbeAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{_ports[0]}{path}"));
        return answer.StatusCode;
    }

    /// <summary>Whether the webhooks answer, as the API server would find out.</summary>
    public async Task<HttpStatusCode> ReviewAsync()
    {
        const string Review =
            """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"DELETE","namespace":"default","name":"x","userInfo":{}}}""";
        using var body = new StringContent(Review, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"https://127.0.0.1:{_ports[1]}/validate-gravitee-io-v1alpha1-managementcontext"), body);
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Line.DisposeAsync();
        _http.Dispose();
    }

    [GeneratedRegex(@"server: https://127\.0\.0\.1:(\d+)")]
    private static partial Regex ServerPort();

    [GeneratedRegex(@", term (\d+)\.")]
    private static partial Regex Term();
}
