namespace Gko.Kubernetes.Admission;

/// <summary>The user that the API server authenticated, or impersonates.</summary>
public sealed class UserInfo
{
    public string? Username { get; set; }

    public string? Uid { get; set; }

    public List<string>? Groups { get; set; }

    /// <summary>What the authenticator added; needed to ask the API server what this user may do.</summary>
    public Dictionary<string, List<string>>? Extra { get; set; }
}
