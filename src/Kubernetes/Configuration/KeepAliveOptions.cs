namespace Gko.Kubernetes.Configuration;

/// <summary>How a connection that died without a word is noticed; it is given up after the sum of both.</summary>
public sealed record KeepAliveOptions
{
    /// <summary>Ask for a sign of life after that much silence.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait that long for it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
