namespace Gko.Apim.Http;

/// <summary>When a context counts as broken, and how it is tried again.</summary>
public sealed record CircuitOptions
{
    /// <summary>Failures in a row that open the circuit.</summary>
    public int Threshold { get; init; } = 5;

    /// <summary>Length of the first break; each failed attempt doubles it.</summary>
    public TimeSpan FirstBreak { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest break.</summary>
    public TimeSpan MaxBreak { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Share of a break that is randomly added, so that replicas do not knock in step.</summary>
    public double Jitter { get; init; } = 0.2;
}
