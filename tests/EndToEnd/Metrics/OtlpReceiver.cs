using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Metrics;

/// <summary>A collector that takes OTLP over HTTP and keeps what it can read of it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new();
    private readonly ConcurrentDictionary<string, bool> _services = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/traces", (RequestDelegate)(http => TakeAsync(http, TakeSpans)));
        _app.MapPost("/v1/metrics", (RequestDelegate)(http => TakeAsync(http, TakeMetrics)));
    }

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    /// <summary>The names of the metrics received so far.</summary>
    public IEnumerable<string> Metrics => _metrics.Keys;

    /// <summary>The values of all resource attributes received so far.</summary>
    public IEnumerable<string> ResourceValues => _services.Keys;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext http, Action<Protobuf> take)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        take(new Protobuf(body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    // resource_spans = 1 → resource = 1, scope_spans = 2 → spans = 2
    private void TakeSpans(Protobuf request)
    {
        foreach (var resource in request.Messages(1))
        {
            TakeResource(resource);
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(new OtlpSpan(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5)));
            }
        }
    }

    // resource_metrics = 1 → scope_metrics = 2 → metrics = 2 → name = 1
    private void TakeMetrics(Protobuf request)
    {
        foreach (var metric in request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
        {
            _metrics[metric.Text(1)] = true;
        }
    }

    // attributes = 1 → value = 2 → string_value = 1
    private void TakeResource(Protobuf resource)
    {
        foreach (var value in resource.Messages(1).SelectMany(one => one.Messages(1)).SelectMany(attribute => attribute.Messages(2)))
        {
            _services[value.Text(1)] = true;
        }
    }
}
