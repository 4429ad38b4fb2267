using System.Net;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>The API server answered, but not with success.</summary>
/// <param name="status">What the server said; its message is plain text when the body was no status.</param>
/// <param name="code">The HTTP status.</param>
/// <param name="retryAfter">How long the server asks to wait, if it does.</param>
/// <param name="request">Verb and path of the call, for the message.</param>
public sealed class KubeApiException(KubeStatus status, HttpStatusCode code, TimeSpan? retryAfter, string? request = null)
    : Exception(Describe(status, code, request))
{
    /// <summary>What the API server said.</summary>
    public KubeStatus Status { get; } = status;

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Code { get; } = code;

    /// <summary>How long the API server asks to wait; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The object, or its kind, does not exist.</summary>
    public bool IsNotFound => Code is HttpStatusCode.NotFound;

    /// <summary>The object changed meanwhile or a precondition failed: read again and retry. Not for names already taken.</summary>
    public bool IsConflict => Code is HttpStatusCode.Conflict && !IsAlreadyExists;

    /// <summary>There is an object of that name.</summary>
    public bool IsAlreadyExists => Code is HttpStatusCode.Conflict && Status.Reason == "AlreadyExists";

    /// <summary>The object, or a patch of it, is wrong: retrying cannot help.</summary>
    public bool IsInvalid => Code is HttpStatusCode.UnprocessableEntity;

    /// <summary>RBAC or an admission webhook refused.</summary>
    public bool IsForbidden => Code is HttpStatusCode.Forbidden;

    /// <summary>The resource version or continue token is too old: list again.</summary>
    public bool IsExpired => Code is HttpStatusCode.Gone;

    /// <summary>The resource version is from the future, as after an etcd restore or on a lagging replica.</summary>
    public bool IsResourceVersionTooLarge =>
        Status.Details?.Causes?.Exists(cause => cause.Reason == "ResourceVersionTooLarge") is true;

    /// <summary>The API server has too much to do.</summary>
    public bool IsThrottled => Code is HttpStatusCode.TooManyRequests;

    private static string Describe(KubeStatus status, HttpStatusCode code, string? request)
    {
        var reason = string.IsNullOrEmpty(status.Reason) ? code.ToString() : status.Reason;
        var prefix = request is null ? "" : $"{request}: ";
        return string.IsNullOrEmpty(status.Message)
            ? $"{prefix}{(int)code} {reason}"
            : $"{prefix}{(int)code} {reason}: {status.Message}";
    }
}
