namespace Gko.DevCluster.Management.Http;

/// <summary>Answers that many routes share.</summary>
internal static class Replies
{
    public static Reply Forbidden(Call call) =>
        call.Error(403, "You do not have sufficient rights to access this resource", "forbidden");

    public static Reply NoSuchApi(Call call) =>
        call.Error(404, $"Api [{call.Id}] cannot be found.", "api.notFound", ("api", call.Id));

    /// <summary>What automation says of everything that it has not.</summary>
    public static Reply NoSuchHrid(Call call) => NoSuchHrid(call, call.Id);

    public static Reply NoSuchHrid(Call call, string hrid) =>
        call.Error(404, $"HRID [{hrid}] cannot be found.", "hrid.notFound");

    /// <summary>Automation takes what it does not know for a path of a module, if it is long enough.</summary>
    public static Reply NoRoute(Call call) =>
        call.Address.Surface != Surface.Automation ? call.Error(404, "HTTP 404 Not Found")
        : call.Address.Environment is not null && call.Address.Rest is [var module, _, ..]
            ? call.Error(404, $"No automation module [{module}] is available.", "gamma.module.unavailable")
        : new(404);

    /// <summary>A failure that APIM wraps because it did not expect it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="exception">The Java class that the message starts with.</param>
    /// <param name="message">What went wrong.</param>
    public static Reply Unexpected(Call call, string exception, string message) =>
        call.Error(500, $"{exception}: {message}", "unexpected");

    public static Reply Rejected(Call call, IEnumerable<string> severe) =>
        call.Error(400, $"Unable to import because of errors [{string.Join(",", severe)}]", "invalid");

    /// <summary>How the portal and what belongs to it is refused.</summary>
    public static Reply Invalid(Call call, IEnumerable<string> severe) => call.Error(400, string.Join(", ", severe), "invalid");
}
