namespace Gko.Kubernetes.Model;

/// <summary>More about a <see cref="KubeStatus"/>: the object it concerns and each single cause.</summary>
public sealed class KubeStatusDetails
{
    /// <summary>The name of the object.</summary>
    public string? Name { get; set; }

    /// <summary>The API group of the object.</summary>
    public string? Group { get; set; }

    /// <summary>The kind of the object; where the kind is unknown, its plural.</summary>
    public string? Kind { get; set; }

    /// <summary>The uid of the object.</summary>
    public string? Uid { get; set; }

    /// <summary>Seconds to wait before a retry.</summary>
    public int? RetryAfterSeconds { get; set; }

    /// <summary>What is wrong, one entry per field.</summary>
    public List<KubeStatusCause>? Causes { get; set; }
}
