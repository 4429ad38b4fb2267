namespace Gko.Kubernetes.Model.Core;

/// <summary>An action on a path that is no object, such as <c>/metrics</c>.</summary>
public sealed class NonResourceAttributes
{
    /// <summary>A path of the API server, such as <c>/metrics</c>.</summary>
    public string? Path { get; set; }

    /// <summary>An HTTP method in lower case.</summary>
    public string? Verb { get; set; }
}
