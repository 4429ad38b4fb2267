namespace Gko.Apim.Client;

/// <summary>An expected failure of a call to APIM. Holds no secrets of the connection.</summary>
public sealed record ApimError
{
    /// <summary>What went wrong, for decisions.</summary>
    public required ApimErrorKind Kind { get; init; }

    /// <summary>What went wrong, for people: names the request, the status and the server's own words.</summary>
    public required string Message { get; init; }

    /// <summary>The HTTP verb.</summary>
    public required string Method { get; init; }

    /// <summary>The URL without user name and password.</summary>
    public required string Url { get; init; }

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The server's message, where its body has one.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>APIM's name of the failure, such as <c>api.notFound</c>.</summary>
    public string? TechnicalCode { get; init; }

    /// <summary>The answer's body as text, shortened when long; null when no answer came.</summary>
    public string? Body { get; init; }

    /// <summary>An import's errors that block it.</summary>
    public IReadOnlyList<string> Severe { get; init; } = [];

    /// <summary>An import's remarks.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Violations of single fields, each with its place where known.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The time until a next attempt makes sense, where known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>False when the same request can only fail again until someone changes it or the context.</summary>
    public bool Retryable { get; init; } = true;

    /// <summary>True when the request did not leave, because of how earlier ones ended: it says nothing new about anything.</summary>
    public bool IsHeldBack => Status is null && Kind is (ApimErrorKind.CircuitOpen or ApimErrorKind.Throttled);

    /// <summary>
    /// True when APIM itself did not get to judge the request: unreachable, too slow, failing, or asking for silence.
    /// </summary>
    public bool IsUnavailable => Kind is ApimErrorKind.Unreachable or ApimErrorKind.Timeout or ApimErrorKind.Throttled
        or ApimErrorKind.ServerError or ApimErrorKind.InvalidResponse or ApimErrorKind.CircuitOpen;
}
