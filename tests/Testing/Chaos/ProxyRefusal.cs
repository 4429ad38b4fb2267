using System.Net;

namespace Gko.Testing.Chaos;

/// <summary>An answer that an <see cref="HttpProxy"/> gives in place of the server.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">The reason in the body, as the API server words it.</param>
/// <param name="RetryAfter">Seconds in the header of that name; null for no header.</param>
public sealed record ProxyRefusal(HttpStatusCode Code, string Reason, int? RetryAfter = null)
{
    /// <summary>The version is too old.</summary>
    public static ProxyRefusal Expired { get; } = new(HttpStatusCode.Gone, "Expired");

    /// <summary>The server has too much to do.</summary>
    public static ProxyRefusal Throttled(int seconds) => new(HttpStatusCode.TooManyRequests, "TooManyRequests", seconds);

    /// <summary>The body that the API server would send.</summary>
    public string Body =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"by order of a test","reason":"{{Reason}}","code":{{(int)Code}}}""";
}
