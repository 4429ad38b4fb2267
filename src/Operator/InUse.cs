using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Words who keeps an object from going.</summary>
internal static class InUse
{
    /// <summary>Numbers and names by kind, such as <c>2 ApiDefinitions (a/x, a/y) and 1 Group (a/g)</c>.</summary>
    public static string Describe(IReadOnlyList<Users> users) => string.Join(
        " and ", users.Select(group => $"{group.Keys.Count} {group.Type.Kind}{(group.Keys.Count == 1 ? "" : "s")} ({group.Names})"));
}
