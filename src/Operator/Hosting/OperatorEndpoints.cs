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
            components.Webhooks.Map(app.MapGroup("").WithMetadata(new PortMetadata(options.Webhook.Port)));
        }

        if (options.Metrics.Enabled)
        {
            metrics.Map(app.MapGroup("").RequireHost($"*:{options.Metrics.Port}"));
        }

        if (options.ProbesPort > 0)
        {
            var probes = app.MapGroup("").WithMetadata(new PortMetadata(options.ProbesPort));
            probes.MapHealth("/healthz", Liveness());
            probes.MapHealth("/readyz", Readiness());
        }
    }

    /// <summary>Only what a restart can cure.</summary>
    private HealthCheck[] Liveness() =>
    [
        Check("ping", () => null),
        Check("operator", () => service.Failure is null ? null : "the operator failed; see its log"),
        Check("watchdog", () => service.Watchdog.Problem),
        Check("leader-election", () => service.LeadsProperly ? null : "the lease was lost, but work goes on"),
        Check("informers", () => components.InformerHealth.Select(informer => informer.Dead()).OfType<string>().FirstOrDefault()),
    ];

    // Leadership is not among them: webhooks must be reachable on every replica.
    private HealthCheck[] Readiness() =>
    [
        Check("ping", () => null),
        .. components.InformerHealth.Select(informer => Check($"cache-{informer.Kind}", informer.Unready)),
        Check("certificate", () => options.Webhook.Enabled ? webhooks.Certificates.Problem : null),
        Check("started", () => service.Phase is OperatorPhase.Starting ? service.StartupStep : null),
        Check("shutdown", () => service.Phase is OperatorPhase.Stopping ? "process is shutting down" : null),
    ];

    private static HealthCheck Check(string name, Func<string?> problem) => new(name, _ => ValueTask.FromResult(problem()));

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
