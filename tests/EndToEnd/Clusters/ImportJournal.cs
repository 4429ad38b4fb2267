using Gko.DevCluster.Management;

namespace Gko.EndToEnd.Clusters;

/// <summary>What the operator asked APIM to store.</summary>
internal static class ImportJournal
{
    /// <summary>Imports of APIs in earnest, oldest first; those with one of these names if any are given.</summary>
    public static IReadOnlyList<JournalEntry> Imports(this DevManagementApi management, params string[] names) =>
    [
        .. management.Journal.Since().Where(entry => IsImport(entry) && (names.Length == 0 || names.Contains(entry.Imported()))),
    ];

    /// <summary>The name of the API that was imported.</summary>
    public static string Imported(this JournalEntry import) => (string?)import.Json()!["name"] ?? "";

    private static bool IsImport(JournalEntry entry) =>
        entry.Method == "PUT"
        && (entry.Path.EndsWith("/apis/import-crd", StringComparison.Ordinal) || entry.Path.EndsWith("/apis", StringComparison.Ordinal))
        && !entry.Query.Contains("dryRun=true", StringComparison.Ordinal);
}
