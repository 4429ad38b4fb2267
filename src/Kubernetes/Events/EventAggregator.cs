using System.Security.Cryptography;

namespace Gko.Kubernetes.Events;

/// <summary>
/// Decides which event object a note belongs to and whether it may be written at all. Equal notes share one, too many different
/// notes for the same reason share one, and an object that keeps reporting is slowed down. Not safe for concurrent use.
/// </summary>
internal sealed class EventAggregator(EventRecorderOptions options)
{
    private const string CombinedPrefix = "(combined from similar events): ";

    /// <summary>A name may have 253 characters; a dot and 16 digits are appended.</summary>
    private const int LongestObjectName = 253 - 17;

    private readonly Dictionary<Topic, Dictionary<string, EventSeriesState>> _topics = [];
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private DateTimeOffset _swept;

    /// <summary>The event to write, its count raised; null when the object has reported too much.</summary>
    public EventSeriesState? Add(EventNote note)
    {
        Sweep(note.At);
        if (!TakeToken(note))
        {
            return null;
        }

        var topic = new Topic(ObjectOf(note), note.Type, note.Reason);
        if (!_topics.TryGetValue(topic, out var notes))
        {
            _topics[topic] = notes = new(StringComparer.Ordinal);
        }

        DropOutdated(notes, note.At);
        var isKnown = notes.ContainsKey(note.Text);
        var isOneTooMany = !isKnown && notes.Keys.Count(text => text != CombinedPrefix) >= options.DistinctNotes;
        var key = isOneTooMany ? CombinedPrefix : note.Text;
        if (!notes.TryGetValue(key, out var series))
        {
            notes[key] = series = new EventSeriesState(NewName(note), note.About.Namespace ?? "default", note.At);
        }

        series.Count++;
        series.Last = note.At;
        series.Text = isOneTooMany ? CombinedPrefix + note.Text : note.Text;
        return series;
    }

    private static string ObjectOf(EventNote note) =>
        note.About.Uid ?? $"{note.About.Kind}/{note.About.Namespace}/{note.About.Name}";

    private static string NewName(EventNote note)
    {
        var name = note.About.Name ?? "unknown";
        var cut = name.Length > LongestObjectName ? name[..LongestObjectName] : name;
        return $"{cut}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
    }

    private bool TakeToken(EventNote note)
    {
        var key = ObjectOf(note);
        var bucket = _buckets.TryGetValue(key, out var known) ? known : new Bucket(options.Burst, note.At);
        var tokens = Math.Min(options.Burst, bucket.Tokens + ((note.At - bucket.At) / options.RefillPeriod));
        var mayWrite = tokens >= 1;
        _buckets[key] = new Bucket(mayWrite ? tokens - 1 : tokens, note.At);
        return mayWrite;
    }

    private void DropOutdated(Dictionary<string, EventSeriesState> notes, DateTimeOffset now)
    {
        foreach (var (text, _) in notes.Where(entry => now - entry.Value.Last > options.Window).ToList())
        {
            notes.Remove(text);
        }
    }

    /// <summary>Forgets objects that have been silent, so that memory does not grow with every object that ever was.</summary>
    private void Sweep(DateTimeOffset now)
    {
        if (now - _swept < options.Window)
        {
            return;
        }

        _swept = now;
        foreach (var (topic, notes) in _topics.ToList())
        {
            DropOutdated(notes, now);
            if (notes.Count == 0)
            {
                _topics.Remove(topic);
            }
        }

        foreach (var (key, _) in _buckets.Where(entry => IsFull(entry.Value, now)).ToList())
        {
            _buckets.Remove(key);
        }
    }

    private bool IsFull(Bucket bucket, DateTimeOffset now) =>
        bucket.Tokens + ((now - bucket.At) / options.RefillPeriod) >= options.Burst;

    private readonly record struct Topic(string About, EventType Type, string Reason);

    private readonly record struct Bucket(double Tokens, DateTimeOffset At);
}
