namespace Gko.Kubernetes.Model.Core;

/// <summary>The API server's answer to a <see cref="SubjectAccessReview"/>.</summary>
public sealed class SubjectAccessReviewStatus
{
    /// <summary>Whether the access is allowed.</summary>
    public bool? Allowed { get; set; }

    /// <summary>True when an authorizer forbade it outright, rather than none allowing it.</summary>
    public bool? Denied { get; set; }

    /// <summary>Why, in words; often left out.</summary>
    public string? Reason { get; set; }

    /// <summary>Why the check could only be done in part.</summary>
    public string? EvaluationError { get; set; }
}
