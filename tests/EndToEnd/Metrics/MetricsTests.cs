using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Certificates;
using Gko.Testing;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.EndToEnd.Metrics;

/// <summary>What Prometheus gets to see of an operator at work, and who gets to see it.</summary>
public abstract class MetricsTests(ClusterFixture cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-metrics-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Scrape_WithoutToken_IsUnauthorized(string scheme)
    {
        using var metrics = await StartAsync(scheme);

        var (status, body, _) = await metrics.GetAsync(token: null);

        status.ShouldBe(401);
        body.ShouldBe("this path needs a bearer token: send 'Authorization: Bearer <token>'\n");
        (await metrics.GetAsync("made-up")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Scrape_AccountWithoutRights_IsForbidden()
    {
        using var metrics = await StartAsync("https");
        var token = await cluster.CreateTokenAsync("default", "stranger");

        var (status, body, _) = await metrics.GetAsync(token);

        status.ShouldBe(403);
        body.ShouldBe(
            "user \"system:serviceaccount:default:stranger\" may not get /metrics: bind a ClusterRole that has the rule {nonResourceURLs: [/metrics], verbs: [get]} to it\n");
    }

    [Fact]
    public async Task Scrape_AccountWithRights_GetsThePrometheusFormatOverTls()
    {
        using var metrics = await StartAsync("https");

        var (status, body, type) = await metrics.GetAsync(await ScraperAsync());

        (status, type).ShouldBe((200, "text/plain; version=0.0.4; charset=utf-8"));
        body.ShouldContain("# TYPE process_cpu_seconds_total counter\n");
        body.ShouldEndWith("\n");
    }

    [Fact]
    public async Task Scrape_CertificateOfAFolder_IsPresented()
    {
        var authority = await WriteCertificateAsync(_folder.FullName);
        var port = FreePorts.Take(1)[0];
        await RestartAsync(("METRICS_PORT", $"{port}"), ("SECURE_METRICS", "true"), ("METRICS_CERT_DIR", _folder.FullName));
        using var metrics = new MetricsReader("https", port, authority);

        (await EventuallyAsync(metrics, await ScraperAsync())).ShouldBe(200);
    }

    [Fact]
    public async Task Scrape_AfterWork_ShowsEveryFamilyWithItsLabels()
    {
        using var metrics = await StartAsync("https", ("ENABLE_LEADER_ELECTION", "true"));
        var token = await ScraperAsync();
        var ns = await cluster.NewNamespaceAsync("metrics-work");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("measured", ns))).OrThrow();
        await cluster.Kubectl.RunAsync("wait", "--for=condition=Ready", "apidefinition/measured", "-n", ns, "--timeout=90s");
        await Eventually.TrueAsync(
            async () => (await metrics.SamplesAsync(token)).GetValueOrDefault("""gko_sync_seconds_count{kind="ApiDefinition"}""") >= 1,
            "the API counts as synced");

        var samples = await metrics.SamplesAsync(token);

        AtLeastOne(samples,
            """controller_runtime_reconcile_total{controller="apidefinition",result="success"}""",
            """controller_runtime_reconcile_time_seconds_count{controller="apidefinition"}""",
            """controller_runtime_max_concurrent_reconciles{controller="apidefinition"}""",
            """controller_runtime_webhook_requests_total{code="200",webhook="/validate-gravitee-io-v1alpha1-apidefinition"}""",
            """controller_runtime_webhook_latency_seconds_count{webhook="/validate-gravitee-io-v1alpha1-apidefinition"}""",
            """workqueue_adds_total{controller="apidefinition",name="apidefinition"}""",
            """workqueue_queue_duration_seconds_count{controller="apidefinition",name="apidefinition"}""",
            """workqueue_work_duration_seconds_count{controller="apidefinition",name="apidefinition"}""",
            """leader_election_master_status{name="24d975d3.gravitee.io"}""",
            "certwatcher_read_certificate_total",
            """gko_cache_objects{kind="ApiDefinition"}""",
            """gko_watch_events_total{kind="ApiDefinition"}""",
            """gko_objects{kind="ApiDefinition",ready="true"}""",
            """gko_objects{kind="ManagementContext",ready="true"}""",
            """gko_sync_seconds_count{kind="ManagementContext"}""",
            $$"""gko_apim_requests_total{context="{{ns}}/apim",method="PUT",outcome="success"}""",
            $$"""gko_apim_request_duration_seconds_count{context="{{ns}}/apim",method="PUT"}""",
            "process_resident_memory_bytes", "process_start_time_seconds", "process_open_fds", "dotnet_gc_heap_size_bytes");
        Zero(samples,
            """controller_runtime_reconcile_panics_total{controller="apidefinition"}""",
            """controller_runtime_active_workers{controller="managementcontext"}""",
            """controller_runtime_webhook_requests_in_flight{webhook="/validate-gravitee-io-v1alpha1-apidefinition"}""",
            "controller_runtime_webhook_panics_total",
            """workqueue_depth{controller="apidefinition",name="apidefinition"}""",
            """workqueue_unfinished_work_seconds{controller="apidefinition",name="apidefinition"}""",
            """workqueue_longest_running_processor_seconds{controller="apidefinition",name="apidefinition"}""",
            """leader_election_slowpath_total{name="24d975d3.gravitee.io"}""",
            "certwatcher_read_certificate_errors_total",
            $$"""gko_apim_circuit_open{context="{{ns}}/apim"}""");
        samples.Keys.ShouldContain(key => key.StartsWith("""rest_client_requests_total{code="200",host="127.0.0.1:""", StringComparison.Ordinal));
        samples.Keys.ShouldContain(key => key.StartsWith("rest_client_request_duration_seconds_count{host=", StringComparison.Ordinal) && key.Contains("verb=\"PATCH\""));
    }

    [Fact]
    public async Task Scrape_EveryMetric_IsDocumented()
    {
        using var metrics = await StartAsync("http", ("ENABLE_LEADER_ELECTION", "true"));
        var (_, body, _) = await metrics.GetAsync(await ScraperAsync());
        var page = await File.ReadAllTextAsync(RepositoryPaths.Of("docs", "metrics.md"), TestContext.Current.CancellationToken);

        var names = body.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();

        names.Count.ShouldBeGreaterThan(30);
        names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static void AtLeastOne(IReadOnlyDictionary<string, double> samples, params string[] names)
    {
        foreach (var name in names)
        {
            samples.GetValueOrDefault(name).ShouldBeGreaterThanOrEqualTo(1, $"{name} in\n{string.Join('\n', samples.Keys)}");
        }
    }

    private static void Zero(IReadOnlyDictionary<string, double> samples, params string[] names)
    {
        foreach (var name in names)
        {
            samples.Keys.ShouldContain(name);
            samples[name].ShouldBe(0, name);
        }
    }

    // Kestrel listens before the certificate has been read.
    private static async Task<int> EventuallyAsync(MetricsReader metrics, string token)
    {
        var status = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    status = (await metrics.GetAsync(token)).Status;
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the certificate is served");
        return status;
    }

    private async Task<MetricsReader> StartAsync(string scheme, params (string Name, string Value)[] more)
    {
        var port = FreePorts.Take(1)[0];
        await RestartAsync([("METRICS_PORT", $"{port}"), ("SECURE_METRICS", scheme == "https" ? "true" : "false"), .. more]);
        return new MetricsReader(scheme, port);
    }

    private async Task RestartAsync(params (string Name, string Value)[] environment)
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync([("ENABLE_METRICS", "true"), .. environment]);
    }

    private async Task<string> ScraperAsync()
    {
        (await cluster.Kubectl.ApplyAsync(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: scraper
            rules:
            - nonResourceURLs: [/metrics]
              verbs: [get]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: scraper
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: scraper
            subjects:
            - kind: ServiceAccount
              name: scraper
              namespace: default
            """)).OrThrow();
        return await cluster.CreateTokenAsync("default", "scraper");
    }

    /// <summary>Writes a certificate for localhost and its key as cert-manager mounts them. Returns its authority.</summary>
    private static async Task<string> WriteCertificateAsync(string folder)
    {
        var options = new SelfSignedOptions { Names = ["localhost"], Owner = "test" };
        var bundle = await new SelfSignedAuthority(options, null, TimeProvider.System, NullLogger<SelfSignedAuthority>.Instance)
            .EnsureAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.crt"), bundle.Certificate);
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.key"), bundle.Key);
        return bundle.Authorities;
    }
}
