namespace Gko.Kubernetes.Model.Core;

/// <summary>The API server's answer to a <see cref="SelfSubjectReview"/>.</summary>
public sealed class SelfSubjectReviewStatus
{
    /// <summary>The caller.</summary>
    public TokenUser? UserInfo { get; set; }
}
