using System.Diagnostics;
using Gko.Apim.Connections;
using Gko.Apim.Http;

namespace Gko.Apim.Telemetry;

/// <summary>The spans of calls to APIM. While nobody listens there are none, and no header is sent.</summary>
public static class ApimTracing
{
    /// <summary>What a collector of traces has to listen to.</summary>
    public const string SourceName = "Gko.Apim";

    private static ActivitySource Source { get; } = new(SourceName);

    internal static Activity? Start(ApimConnection connection, ApimRequest request) => !Source.HasListeners()
        ? null
        : Source.StartActivity($"apim {request.Method}", ActivityKind.Client)?
            .SetTag("gko.context", connection.Context)
            .SetTag("http.request.method", request.Method.Method)
            .SetTag("url.full", request.DisplayUrl);

    internal static void Finish(Activity? activity, Exchange exchange, string outcome)
    {
        if (activity is null)
        {
            return;
        }

        if (exchange.Status > 0)
        {
            activity.SetTag("http.response.status_code", exchange.Status);
        }

        if (outcome != ApimMetrics.Success)
        {
            activity.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Tells APIM which span its work belongs to, as W3C Trace Context has it.</summary>
    internal static void Inject(HttpRequestMessage message)
    {
        if (Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity && activity.Source == Source)
        {
            message.Headers.TryAddWithoutValidation("traceparent", activity.Id);
            if (!string.IsNullOrEmpty(activity.TraceStateString))
            {
                message.Headers.TryAddWithoutValidation("tracestate", activity.TraceStateString);
            }
        }
    }
}
