namespace Gko.Kubernetes.Model;

/// <summary>More about a <see cref="KubeStatus"/>: the object it concerns and each single cause.</summary>
public sealed class KubeStatusDetails
{
    public string? Name { get; set; }

    public string? Group { get; set; }

    public string? Kind { get; set; }

    public string? Uid { get; set; }

    /// <summary>Seconds to wait before a retry.</summary>
    public int? RetryAfterSeconds { get; set; }

    public List<KubeStatusCause>? Causes { get; set; }
}
