namespace Gko.Kubernetes.Schemas;

/// <summary>
/// How server-side apply merges a list: <c>atomic</c> (the default, as a whole) or <c>set</c>.
/// For maps see <see cref="ListMapKeysAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListTypeAttribute(string name) : Attribute
{
    /// <summary><c>atomic</c> or <c>set</c>.</summary>
    public string Name { get; } = name;
}
