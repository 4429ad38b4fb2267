namespace Gko.Kubernetes.Model.Core;

/// <summary>The token in question.</summary>
public sealed class TokenReviewSpec
{
    /// <summary>Opaque; never logged.</summary>
    public string? Token { get; set; }

    /// <summary>For whom the token must be meant; null for the API server itself.</summary>
    public List<string>? Audiences { get; set; }
}
