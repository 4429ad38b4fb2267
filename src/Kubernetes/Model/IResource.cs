namespace Gko.Kubernetes.Model;

/// <summary>What every Kubernetes object has in common. Objects read from a cache are shared: never mutate them.</summary>
public interface IResource
{
    /// <summary>Group and version as on the wire, such as <c>demo.io/v1</c>; list items of core kinds lack it.</summary>
    string? ApiVersion { get; set; }

    /// <summary>The kind as on the wire, such as <c>Widget</c>.</summary>
    string? Kind { get; set; }

    /// <summary>Name, namespace and bookkeeping of the object.</summary>
    ObjectMeta Metadata { get; set; }
}
