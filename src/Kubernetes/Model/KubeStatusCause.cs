namespace Gko.Kubernetes.Model;

/// <summary>One cause of a failed request, usually one invalid field.</summary>
public sealed class KubeStatusCause
{
    /// <summary>A CamelCase word for programs.</summary>
    public string? Reason { get; set; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; set; }

    /// <summary>The path of the offending field, such as <c>spec.proxy.virtual_hosts[0].path</c>.</summary>
    public string? Field { get; set; }
}
