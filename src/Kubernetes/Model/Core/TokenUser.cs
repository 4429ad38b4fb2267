namespace Gko.Kubernetes.Model.Core;

/// <summary>Whose token it is.</summary>
public sealed class TokenUser
{
    public string? Username { get; set; }

    public string? Uid { get; set; }

    public List<string>? Groups { get; set; }

    /// <summary>What the authenticator added; some authorizers narrow what a token may do by it.</summary>
    public Dictionary<string, List<string>>? Extra { get; set; }
}
