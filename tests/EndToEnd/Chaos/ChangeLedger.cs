using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.EndToEnd.Chaos;

/// <summary>
/// A subscriber that knows only what it is told: it keeps books of which objects there are, and of every change that does not
/// follow from the one before.
/// </summary>
internal sealed class ChangeLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, (string Uid, string Version)> _objects = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];
    private int _changes;

    /// <summary>How many changes were reported.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Reports that contradict an earlier one.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>Which objects there are: key, uid and resource version, one line each.</summary>
    public string Content()
    {
        lock (_lock)
        {
            return Lines(_objects.Select(item => (item.Key, item.Value.Uid, item.Value.Version)));
        }
    }

    /// <summary>Of the given uids, those that were reported as present and never as gone.</summary>
    public IReadOnlyList<string> MissedDeletions(IEnumerable<string> uids)
    {
        lock (_lock)
        {
            return [.. uids.Where(uid => _seen.Contains(uid) && !_deleted.Contains(uid))];
        }
    }

    public void Note(StoreChange<ConfigMap> change)
    {
        lock (_lock)
        {
            var resource = (change.New ?? change.Old)!;
            var (key, uid) = (ObjectKey.Of(resource), resource.Metadata.Uid!);
            var known = _objects.TryGetValue(key, out var entry) ? entry.Uid : null;
            var expected = change.Type is ChangeType.Added ? null : uid;
            if (known != expected)
            {
                _violations.Add($"{change.Type} {key} {uid} while {known ?? "nothing"} was known");
            }

            if (change.Type is ChangeType.Deleted)
            {
                _objects.Remove(key);
                _deleted.Add(uid);
            }
            else
            {
                _objects[key] = (uid, resource.Metadata.ResourceVersion!);
                _seen.Add(uid);
            }

            Volatile.Write(ref _changes, _changes + 1);
        }
    }

    public static string Lines(IEnumerable<ConfigMap> maps) =>
        Lines(maps.Select(map => (ObjectKey.Of(map), map.Metadata.Uid!, map.Metadata.ResourceVersion!)));

    private static string Lines(IEnumerable<(ObjectKey Key, string Uid, string Version)> objects) =>
        string.Join('\n', objects.Select(item => $"{item.Key} {item.Uid} {item.Version}").Order(StringComparer.Ordinal));
}
