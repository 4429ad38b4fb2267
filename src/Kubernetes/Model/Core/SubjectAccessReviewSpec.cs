namespace Gko.Kubernetes.Model.Core;

/// <summary>Who wants to do what.</summary>
public sealed class SubjectAccessReviewSpec
{
    /// <summary>Whose access is in question.</summary>
    public string? User { get; set; }

    /// <summary>The groups of that user.</summary>
    public List<string>? Groups { get; set; }

    /// <summary>The uid of that user.</summary>
    public string? Uid { get; set; }

    /// <summary>Further attributes of that user.</summary>
    public Dictionary<string, List<string>>? Extra { get; set; }

    /// <summary>Set either this or <see cref="NonResourceAttributes"/>.</summary>
    public ResourceAttributes? ResourceAttributes { get; set; }

    /// <summary>The path in question; null when it is about a resource.</summary>
    public NonResourceAttributes? NonResourceAttributes { get; set; }
}
