using Gko.DevCluster.Management;

namespace Gko.EndToEnd.Failover;

/// <summary>The calls that changed APIM since a moment, with the term of leadership each was made under.</summary>
internal sealed class ImportJournal(DevManagementApi management)
{
    /// <summary>How long APIM takes for each; see <see cref="SlowDown"/>.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromMilliseconds(250);

    private readonly long _since = management.Journal.Count;

    public IReadOnlyList<JournalEntry> Entries => [.. management.Journal.Since(_since).Where(IsImport)];

    /// <summary>Makes APIM slow enough for something to happen in the middle of a sync.</summary>
    public static IDisposable SlowDown(DevManagementApi management) =>
        management.Faults.Add(new Fault { Method = "PUT", Query = "dryRun=false", Delay = Delay });

    /// <summary>No two calls for one API overlapped, and none of a former leader came after the first of its successor.</summary>
    public void ShouldBeOrderly()
    {
        var all = Entries;
        all.Select(TermOf).ShouldBeInOrder(SortDirection.Ascending, "a call of a former leader arrived after one of its successor");
        foreach (var calls in all.GroupBy(call => (string)call.Json()!["name"]!))
        {
            var arrivals = calls.Select(call => call.At).ToList();
            arrivals.Zip(arrivals.Skip(1), (first, second) => second - first).ShouldAllBe(gap => gap >= Delay, $"calls for {calls.Key} overlap");
        }
    }

    /// <summary>The term that a call was made under.</summary>
    public static int TermOf(JournalEntry call) =>
        int.Parse(call.Headers.First(header => header.Key.Equals("X-Gko-Term", StringComparison.OrdinalIgnoreCase)).Value);

    private static bool IsImport(JournalEntry call) => call.Method == "PUT" && call.Query.Contains("dryRun=false", StringComparison.Ordinal);
}
