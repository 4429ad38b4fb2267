using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Refusals as an API server words them.</summary>
internal static class ApiErrors
{
    public static KubeApiException Of(HttpStatusCode code, string? reason = null, TimeSpan? retryAfter = null) =>
        new(new KubeStatus { Reason = reason ?? code.ToString(), Code = (int)code, Message = $"answered {(int)code}" }, code, retryAfter);

    public static KubeApiException NotFound() => Of(HttpStatusCode.NotFound);

    public static KubeApiException Conflict() => Of(HttpStatusCode.Conflict, "Conflict");

    public static KubeApiException AlreadyExists() => Of(HttpStatusCode.Conflict, "AlreadyExists");

    public static KubeApiException Invalid() => Of(HttpStatusCode.UnprocessableEntity, "Invalid");

    public static KubeApiException Expired() => Of(HttpStatusCode.Gone, "Expired");

    /// <summary>As it comes within a watch, which has no headers left to say it in.</summary>
    public static KubeApiException Throttled(int seconds) => new(
        new KubeStatus { Reason = "TooManyRequests", Code = 429, Details = new KubeStatusDetails { RetryAfterSeconds = seconds } },
        HttpStatusCode.TooManyRequests,
        null);

    public static KubeApiException TooLarge() => new(
        new KubeStatus
        {
            Reason = "Timeout",
            Code = 504,
            Message = "Too large resource version",
            Details = new KubeStatusDetails { Causes = [new KubeStatusCause { Reason = "ResourceVersionTooLarge" }] },
        },
        HttpStatusCode.GatewayTimeout,
        null);
}
