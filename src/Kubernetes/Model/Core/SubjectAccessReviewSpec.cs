namespace Gko.Kubernetes.Model.Core;

/// <summary>Who wants to do what.</summary>
public sealed class SubjectAccessReviewSpec
{
    public string? User { get; set; }

    public List<string>? Groups { get; set; }

    public string? Uid { get; set; }

    public Dictionary<string, List<string>>? Extra { get; set; }

    /// <summary>Set either this or <see cref="NonResourceAttributes"/>.</summary>
    public ResourceAttributes? ResourceAttributes { get; set; }

    public NonResourceAttributes? NonResourceAttributes { get; set; }
}
