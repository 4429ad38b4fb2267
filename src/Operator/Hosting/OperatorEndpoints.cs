using System.Net;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Health;
using Gko.Operator.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gko.Operator.Hosting;

/// <summary>Which ports the operator listens on and what it answers on each.</summary>
internal sealed class OperatorEndpoints(
    OperatorOptions options, WebhookServing webhooks, MetricsServing metrics, OperatorComponents components, OperatorService service)
{
    public void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        if (options.Webhook.Enabled)
        {
            Bind(kestrel, options.Webhook.Port, IsLocal(options.Webhook.Url), listen => listen.UseWebhookCertificates(webhooks.Certificates));
        }

        if (options.ProbesPort > 0)
        {
            Bind(kestrel, options.ProbesPort, options.ProbesOnLoopback, _ => { });
        }

        if (options.Metrics.Enabled)
        {
            Bind(kestrel, options.Metrics.Port, options.ProbesOnLoopback || IsLocal(options.Webhook.Url), metrics.Listen);
        }

        if (!options.Webhook.Enabled && !options.Metrics.Enabled && options.ProbesPort == 0)
        {
            // Kestrel would fall back to its default port when told of none; a private one on loopback harms nobody.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
    }

    public void Map(IEndpointRouteBuilder app)
    {
        if (options.Webhook.Enabled)
        {
            components.Webhooks.Map(app.MapGroup("").RequireHost($"*:{options.Webhook.Port}"));
        }

        if (options.Metrics.Enabled)
        {
            metrics.Map(app.MapGroup("").RequireHost($"*:{options.Metrics.Port}"));
        }

        if (options.ProbesPort > 0)
        {
            var probes = app.MapGroup("").RequireHost($"*:{options.ProbesPort}");
            probes.MapHealth("/healthz", HealthCheck.Of("operator", () => service.Failure is null, "the operator failed; see its log"));
            probes.MapHealth("/readyz", Readiness());
        }
    }

    private HealthCheck[] Readiness() =>
    [
        new HealthCheck("caches", _ => ValueTask.FromResult(
            components.Informers.Synced ? null : $"not in sync yet: {string.Join(", ", components.Informers.Missing)}")),
        new HealthCheck("certificate", _ => ValueTask.FromResult(options.Webhook.Enabled ? webhooks.Certificates.Problem : null)),
        HealthCheck.Of("started", () => service.Ready.IsCompletedSuccessfully, "starting, or stopping"),
    ];

    private static bool IsLocal(Uri? url) => url?.IsLoopback == true;

    private static void Bind(KestrelServerOptions kestrel, int port, bool loopback, Action<ListenOptions> configure)
    {
        if (loopback)
        {
            kestrel.ListenLocalhost(port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(port, configure);
        }
    }
}
