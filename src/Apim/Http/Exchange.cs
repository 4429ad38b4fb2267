namespace Gko.Apim.Http;

/// <summary>What became of a request: an answer, a failure to get one, or a refusal to try.</summary>
internal sealed record Exchange
{
    /// <summary>HTTP status; 0 when no answer came.</summary>
    public int Status { get; init; }

    /// <summary>The answer's body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The silence the server asked for, within the limit we obey.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why no answer came.</summary>
    public string? Failure { get; init; }

    /// <summary>True when the failure is the request's own time limit.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Set when the request was not tried.</summary>
    public GateDecision Refusal { get; init; }
}
