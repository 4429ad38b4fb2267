namespace Gko.Kubernetes.Model.Core;

/// <summary>Asks the API server whose bearer token something is; created, answered, never stored.</summary>
public sealed class TokenReview : IResource<TokenReview>
{
    /// <inheritdoc/>
    public static ResourceType<TokenReview> Type { get; } = new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false, KubeJson.Default.TokenReview);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public TokenReviewSpec? Spec { get; set; }

    /// <summary>The answer; null in a question.</summary>
    public TokenReviewStatus? Status { get; set; }
}
