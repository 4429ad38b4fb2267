using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>The objects of one kind that refer to another object.</summary>
/// <param name="Type">Their kind.</param>
/// <param name="What">The plural that messages call them by, such as <c>APIs</c>.</param>
/// <param name="Keys">Who they are, sorted; at least one.</param>
public sealed record Users(ResourceType Type, string What, IReadOnlyList<ObjectKey> Keys)
{
    private const int Shown = 5;

    /// <summary>The first few names, for messages.</summary>
    public string Names => $"{string.Join(", ", Keys.Take(Shown))}{(Keys.Count > Shown ? ", …" : "")}";
}
