namespace Gko.Operator.Hosting;

/// <summary>
/// Binds endpoints to the port they are served on. The port of the connection counts, not that of the Host header, which names
/// the Service or a forwarded port.
/// </summary>
/// <param name="Port">The local port.</param>
internal sealed record PortMetadata(int Port)
{
    /// <summary>Answers 404 to requests that came in on another port than their endpoint's.</summary>
    public static Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PortMetadata>() is { } bound && bound.Port != http.Connection.LocalPort)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    }
}
