namespace Gko.Kubernetes.Model.Core;

/// <summary>An action on a path that is no object, such as <c>/metrics</c>.</summary>
public sealed class NonResourceAttributes
{
    public string? Path { get; set; }

    public string? Verb { get; set; }
}
