namespace Gko.Kubernetes.Model.Core;

/// <summary>Asks the API server whether somebody may do something; created, answered, never stored.</summary>
public sealed class SubjectAccessReview : IResource<SubjectAccessReview>
{
    /// <inheritdoc/>
    public static ResourceType<SubjectAccessReview> Type { get; } = new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false, KubeJson.Default.SubjectAccessReview);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The question.</summary>
    public SubjectAccessReviewSpec? Spec { get; set; }

    /// <summary>The answer; null in a question.</summary>
    public SubjectAccessReviewStatus? Status { get; set; }
}
