using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>
/// Something parsed from files that others replace while we run. They are looked at again every minute, and their text is
/// compared rather than their time: in a pod they are links, whose own time never changes.
/// </summary>
internal sealed partial class Renewed<T>
    where T : class
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<PemSource> _sources;
    private readonly Func<IReadOnlyList<string>, T> _parse;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private IReadOnlyList<string> _texts;
    private T _current;
    private long _checked;
    private bool _isDoubtful;

    /// <param name="sources">Read together.</param>
    /// <param name="parse">Gets the texts in the same order; throws <see cref="KubeConfigException"/>.</param>
    /// <param name="time">The clock of the minutes.</param>
    /// <param name="logger">Told when changed files are no good.</param>
    /// <exception cref="KubeConfigException">The files cannot be used as they are now.</exception>
    public Renewed(IReadOnlyList<PemSource> sources, Func<IReadOnlyList<string>, T> parse, TimeProvider time, ILogger logger)
    {
        (_sources, _parse, _time, _logger) = (sources, parse, time, logger);
        _checked = time.GetTimestamp();
        _texts = ReadAll();
        _current = parse(_texts);
    }

    /// <summary>A new instance after a change; the last good one while the files are no good.</summary>
    public T Current
    {
        get
        {
            lock (_gate)
            {
                if (_isDoubtful || _time.GetElapsedTime(_checked) >= CheckInterval)
                {
                    _isDoubtful = false;
                    _checked = _time.GetTimestamp();
                    ReadAgain();
                }

                return _current;
            }
        }
    }

    /// <summary>It did not serve its purpose: the next reader looks at the files at once.</summary>
    public void Doubt()
    {
        lock (_gate)
        {
            _isDoubtful = true;
        }
    }

    /// <summary>Several files change one after the other: a mismatch is tried again later, with what was good until then.</summary>
    private void ReadAgain()
    {
        try
        {
            var texts = ReadAll();
            if (!texts.SequenceEqual(_texts, StringComparer.Ordinal))
            {
                _current = _parse(texts);
                _texts = texts;
            }
        }
        catch (KubeConfigException error)
        {
            Log.NotRenewed(_logger, error.Message);
        }
    }

    private List<string> ReadAll() => [.. _sources.Select(source => source.Read())];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A changed file of the connection to the API server is not used yet: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string reason);
    }
}
