namespace Gko.Kubernetes.Schemas;

/// <summary>Words under which <c>kubectl get</c> lists objects of several kinds together.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CategoriesAttribute(params string[] names) : Attribute
{
    /// <summary>The categories.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
