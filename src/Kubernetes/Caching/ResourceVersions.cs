namespace Gko.Kubernetes.Caching;

/// <summary>Compares resource versions of one kind, which are decimal numbers without leading zeros that only grow.</summary>
internal static class ResourceVersions
{
    /// <summary>Whether the first version is later; false when either is missing or not a number.</summary>
    public static bool IsNewer(string? version, string? than) =>
        IsNumber(version) && IsNumber(than) && Compare(version!, than!) > 0;

    /// <summary>Whether the first version is the same as the second or older; false when that cannot be told.</summary>
    public static bool IsNoNews(string? version, string? known) =>
        version is not null && (version == known || IsNewer(known, version));

    private static int Compare(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private static bool IsNumber(string? version) =>
        !string.IsNullOrEmpty(version) && !version.AsSpan().ContainsAnyExceptInRange('0', '9');
}
