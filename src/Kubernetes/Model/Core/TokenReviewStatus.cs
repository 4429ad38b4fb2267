namespace Gko.Kubernetes.Model.Core;

/// <summary>The API server's answer to a <see cref="TokenReview"/>.</summary>
public sealed class TokenReviewStatus
{
    public bool? Authenticated { get; set; }

    public TokenUser? User { get; set; }

    public List<string>? Audiences { get; set; }

    /// <summary>Why the token could not be checked.</summary>
    public string? Error { get; set; }
}
