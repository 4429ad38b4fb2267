namespace Gko.Resolution;

/// <summary>
/// Collects which objects one resolve asked for, whether they were there or not: a missing one matters most, because its
/// appearance is what the resolve waits for. Not for concurrent use.
/// </summary>
/// <param name="onAdd">Told of each object when it is asked for the first time, before it is read; null for nobody.</param>
public sealed class ReadLog(Action<ReferenceKey>? onAdd = null)
{
    private readonly HashSet<ReferenceKey> _sources = [];

    /// <summary>Everything that was asked for so far, each once.</summary>
    public IReadOnlyCollection<ReferenceKey> Sources => _sources;

    /// <summary>Remembers one more.</summary>
    public void Add(ReferenceKey source)
    {
        if (_sources.Add(source))
        {
            onAdd?.Invoke(source);
        }
    }
}
