using System.Diagnostics.Metrics;
using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Client;

public sealed class RestClientMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;
    private readonly ScriptedTransport _transport = new();
    private readonly KubeClient _client;

    public RestClientMetricsTests()
    {
        _collected = new MetricCollection(_meter);
        var connection = new KubeConnection { Server = new Uri("https://user:secret@api.test:6443") };
        _client = new KubeClient(connection, new FakeTimeProvider(), NullLogger<KubeClient>.Instance, _transport, new RestClientMetrics(_meter));
    }

    public void Dispose()
    {
        _client.Dispose();
        _collected.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Call_Answered_CountsStatusVerbAndHostWithoutLogin()
    {
        _transport.Answer(HttpStatusCode.NotFound, """{"kind":"Status","code":404,"reason":"NotFound"}""");

        await FindAsync();

        var values = _collected.Collect();
        values["rest_client_requests_total{code=404,method=GET,host=api.test:6443}"].ShouldBe(1);
        values.Keys.ShouldContain("rest_client_request_duration_seconds{verb=GET,host=api.test:6443}");
    }

    [Fact]
    public async Task Call_NoAnswer_CountsAsError()
    {
        _transport.Fail(new IOException("broken"));

        await Should.ThrowAsync<IOException>(FindAsync);

        _collected.Collect()["rest_client_requests_total{code=<error>,method=GET,host=api.test:6443}"].ShouldBe(1);
    }

    private Task<ConfigMap?> FindAsync() => _client.FindAsync<ConfigMap>(new ObjectKey("ns", "a"), TestContext.Current.CancellationToken);
}
