namespace Gko.Kubernetes.Model.Core;

/// <summary>Asks the API server who the caller is; created, answered, never stored. Servers before 1.28 do not know it.</summary>
public sealed class SelfSubjectReview : IResource<SelfSubjectReview>
{
    /// <inheritdoc/>
    public static ResourceType<SelfSubjectReview> Type { get; } = new("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", false, KubeJson.Default.SelfSubjectReview);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The answer; null in a question.</summary>
    public SelfSubjectReviewStatus? Status { get; set; }
}
