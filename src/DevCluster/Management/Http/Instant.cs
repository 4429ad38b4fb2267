namespace Gko.DevCluster.Management.Http;

/// <summary>How points in time look in v2 and automation.</summary>
internal static class Instant
{
    /// <param name="milliseconds">Since 1970.</param>
    public static string Iso(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <param name="milliseconds">Since 1970; null stays so.</param>
    public static string? Iso(long? milliseconds) => milliseconds is { } known ? Iso(known) : null;
}
