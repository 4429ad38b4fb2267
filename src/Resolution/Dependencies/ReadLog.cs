namespace Gko.Resolution;

/// <summary>
/// Collects which objects one resolve asked for, whether they were there or not: a missing one matters most, because its
/// appearance is what the resolve waits for. Not for concurrent use.
/// </summary>
public sealed class ReadLog
{
    private readonly HashSet<ReferenceKey> _sources = [];

    /// <summary>Everything that was asked for so far, each once.</summary>
    public IReadOnlyCollection<ReferenceKey> Sources => _sources;

    /// <summary>Remembers one more.</summary>
    public void Add(ReferenceKey source) => _sources.Add(source);
}
