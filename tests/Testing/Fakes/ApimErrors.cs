using Gko.Apim.Client;

namespace Gko.Testing.Fakes;

/// <summary>Failures as the client reports them.</summary>
public static class ApimErrors
{
    /// <summary>An answer with a status that is no success.</summary>
    public static ApimError Status(int status, string words = "no") => new()
    {
        Kind = status switch
        {
            401 => ApimErrorKind.BadCredentials,
            403 => ApimErrorKind.Forbidden,
            404 => ApimErrorKind.NotFound,
            409 => ApimErrorKind.Conflict,
            429 => ApimErrorKind.Throttled,
            >= 500 => ApimErrorKind.ServerError,
            _ => ApimErrorKind.Rejected,
        },
        Method = "PUT",
        Url = "https://apim.example.com/x",
        Status = status,
        Message = $"request [PUT] https://apim.example.com/x failed with status {status} ({words}): {{}}",
    };

    /// <summary>No answer at all.</summary>
    public static ApimError NoAnswer(ApimErrorKind kind = ApimErrorKind.Unreachable, TimeSpan? retryAfter = null) => new()
    {
        Kind = kind,
        Method = "PUT",
        Url = "https://apim.example.com/x",
        Message = $"unable to perform request [PUT] https://apim.example.com/x: ({kind})",
        RetryAfter = retryAfter,
    };

    /// <summary>Not even tried, because the context failed too often.</summary>
    public static ApimError CircuitOpen(TimeSpan? retryAfter = null) => NoAnswer(ApimErrorKind.CircuitOpen, retryAfter);
}
