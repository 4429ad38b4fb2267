namespace Gko.Kubernetes.Model.Core;

/// <summary>The API server's answer to a <see cref="TokenReview"/>.</summary>
public sealed class TokenReviewStatus
{
    /// <summary>Whether the token is somebody's and still valid; null means no.</summary>
    public bool? Authenticated { get; set; }

    /// <summary>Whose token it is, when it is valid.</summary>
    public TokenUser? User { get; set; }

    /// <summary>Those of the asked audiences that the token is for.</summary>
    public List<string>? Audiences { get; set; }

    /// <summary>Why the token could not be checked.</summary>
    public string? Error { get; set; }
}
