namespace Gko.Kubernetes.Model.Core;

/// <summary>Whose token it is.</summary>
public sealed class TokenUser
{
    /// <summary>Such as <c>system:serviceaccount:monitoring:prometheus</c>.</summary>
    public string? Username { get; set; }

    /// <summary>Tells users apart whose name was used before; often empty.</summary>
    public string? Uid { get; set; }

    /// <summary>The groups that RBAC may grant rights to.</summary>
    public List<string>? Groups { get; set; }

    /// <summary>What the authenticator added; some authorizers narrow what a token may do by it.</summary>
    public Dictionary<string, List<string>>? Extra { get; set; }
}
