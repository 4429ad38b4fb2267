namespace Gko.Kubernetes.Admission;

/// <summary>The user that the API server authenticated, or impersonates.</summary>
public sealed class UserInfo
{
    /// <summary>Who asks, as the API server authenticated it.</summary>
    public string? Username { get; set; }

    /// <summary>Tells users apart that had the same name at different times.</summary>
    public string? Uid { get; set; }

    /// <summary>The groups of the user.</summary>
    public List<string>? Groups { get; set; }

    /// <summary>What the authenticator added; needed to ask the API server what this user may do.</summary>
    public Dictionary<string, List<string>>? Extra { get; set; }
}
