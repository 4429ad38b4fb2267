namespace Gko.Kubernetes.Authorization;

/// <summary>Whether a request may pass.</summary>
/// <param name="StatusCode">200, or what to answer: 401, 403, or 503 when nobody could be asked.</param>
/// <param name="Reason">For the caller; empty when allowed.</param>
public readonly record struct AccessDecision(int StatusCode, string Reason)
{
    /// <summary>Whether <see cref="StatusCode"/> is 200.</summary>
    public bool Allowed => StatusCode == 200;
}
