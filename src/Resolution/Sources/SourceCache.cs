using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Contents of Secrets and ConfigMaps that are in use, by version, within a bound: what was not asked for the longest goes
/// first. Whoever asks names the version, so that nothing outdated is ever given out. Safe for concurrent use.
/// </summary>
/// <param name="maxCount">How many contents are kept.</param>
/// <param name="maxBytes">How large they may be together; a larger one alone is not kept at all.</param>
internal sealed class SourceCache(int maxCount, int maxBytes, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TemplateSourceKey, SourceContent> _contents = [];
    private int _bytes;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _contents.Count;
            }
        }
    }

    /// <summary>The content, if it is of that version.</summary>
    public TemplateSource? Get(TemplateSourceKey key, string version)
    {
        lock (_lock)
        {
            if (!_contents.TryGetValue(key, out var content) || content.Version != version)
            {
                return null;
            }

            content.UsedAt = time.GetUtcNow();
            return content.Source;
        }
    }

    public void Put(TemplateSourceKey key, SourceContent content)
    {
        lock (_lock)
        {
            Remove(key);
            if (content.Size > maxBytes)
            {
                return;
            }

            while (_contents.Count >= maxCount || _bytes + content.Size > maxBytes)
            {
                Remove(_contents.MinBy(entry => entry.Value.UsedAt).Key);
            }

            content.UsedAt = time.GetUtcNow();
            _contents[key] = content;
            _bytes += content.Size;
        }
    }

    /// <summary>Drops what was not asked for since then, and what has another version by now.</summary>
    /// <param name="usedBefore">Contents last asked for before this moment go.</param>
    /// <param name="versionOf">The current version of a source; null when it is gone.</param>
    public void Sweep(DateTimeOffset usedBefore, Func<TemplateSourceKey, string?> versionOf)
    {
        lock (_lock)
        {
            foreach (var (key, content) in _contents.ToList())
            {
                if (content.UsedAt < usedBefore || versionOf(key) != content.Version)
                {
                    Remove(key);
                }
            }
        }
    }

    private void Remove(TemplateSourceKey key)
    {
        if (_contents.Remove(key, out var content))
        {
            _bytes -= content.Size;
        }
    }
}
