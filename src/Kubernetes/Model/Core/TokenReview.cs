namespace Gko.Kubernetes.Model.Core;

/// <summary>Asks the API server whose bearer token something is; created, answered, never stored.</summary>
public sealed class TokenReview : IResource<TokenReview>
{
    /// <inheritdoc/>
    public static ResourceType<TokenReview> Type { get; } = new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false, KubeJson.Default.TokenReview);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The question.</summary>
    public TokenReviewSpec? Spec { get; set; }

    /// <summary>The answer; null in a question.</summary>
    public TokenReviewStatus? Status { get; set; }
}
