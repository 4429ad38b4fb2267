using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// Serves admission webhooks. The clock, the logger and, where there are any, metrics and trace links come from the application's
/// services.
/// </summary>
public static class AdmissionEndpoints
{
    /// <summary>Serves a validating webhook.</summary>
    /// <param name="path">The path that the webhook configuration names.</param>
    public static IEndpointConventionBuilder MapValidator<T>(
        this IEndpointRouteBuilder endpoints, string path, IAdmissionValidator<T> validator)
        where T : class, IResource<T> =>
        Map(endpoints, path, new ValidatingPipeline<T>(validator, endpoints.ServiceProvider.GetService<TraceLinks>()));

    /// <summary>Serves a mutating webhook.</summary>
    /// <param name="path">The path that the webhook configuration names.</param>
    public static IEndpointConventionBuilder MapDefaulter<T>(
        this IEndpointRouteBuilder endpoints, string path, IAdmissionDefaulter<T> defaulter)
        where T : class, IResource<T> =>
        Map(endpoints, path, new DefaultingPipeline<T>(defaulter));

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string path, IAdmissionPipeline pipeline)
    {
        var time = endpoints.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AdmissionEndpoints));
        var metrics = endpoints.ServiceProvider.GetService<AdmissionMetrics>();
        metrics?.Register(path);
        var endpoint = new AdmissionEndpoint(path, pipeline, time, logger, metrics);
        return endpoints.MapPost(path, (RequestDelegate)endpoint.HandleAsync);
    }
}
