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

    /// <summary>Numbers and names by kind, such as <c>2 ApiDefinitions (a/x, a/y) and 1 Group (a/g)</c>.</summary>
    public static string Describe(IReadOnlyList<Users> users) => string.Join(
        " and ", users.Select(group => $"{group.Keys.Count} {group.Type.Kind}{(group.Keys.Count == 1 ? "" : "s")} ({group.Names})"));
}
