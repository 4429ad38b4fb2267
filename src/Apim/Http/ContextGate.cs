namespace Gko.Apim.Http;

/// <summary>
/// Decides whether a context may be called now. A circuit opens after failures in a row, and after a jittered break lets
/// one request through as a probe; besides, a server's <c>Retry-After</c> closes the gate until its time.
/// </summary>
/// <remarks>
/// Requests that entered before the circuit opened may still report. Their failures change nothing (the break has begun),
/// while any success proves the server alive and closes the circuit.
/// </remarks>
internal sealed class ContextGate(CircuitOptions options, TimeProvider time, Func<double> random)
{
    private readonly Lock _sync = new();
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _openUntil;
    private string _lastFailure = "";
    private int _failures;
    private int _breaks;
    private bool _probing;

    /// <summary>Whether the circuit is open, or half open while a probe is under way.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_sync)
            {
                return _breaks > 0;
            }
        }
    }

    /// <summary>Asks to send a request; each granted one must be followed by exactly one report.</summary>
    public GateDecision Enter()
    {
        lock (_sync)
        {
            var now = time.GetUtcNow();
            if (now < _pausedUntil)
            {
                return new(GateState.Paused, _pausedUntil - now, "");
            }

            if (_breaks == 0)
            {
                return default;
            }

            if (now < _openUntil || _probing)
            {
                var wait = _openUntil - now;
                return new(GateState.Open, wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), _lastFailure);
            }

            _probing = true;
            return default;
        }
    }

    /// <summary>The server answered sensibly. True when this closed the circuit.</summary>
    public bool Succeeded()
    {
        lock (_sync)
        {
            var closed = _breaks > 0;
            (_failures, _breaks, _probing) = (0, 0, false);
            return closed;
        }
    }

    /// <summary>The server did not answer, or is out of order. Returns the length of the break that this began, if any.</summary>
    public TimeSpan? Failed(string reason)
    {
        lock (_sync)
        {
            _lastFailure = reason;
            _failures++;
            if (_breaks == 0 ? _failures < options.Threshold : !_probing)
            {
                return null;
            }

            var scale = Math.Min(Math.Pow(2, _breaks), options.MaxBreak / options.FirstBreak);
            var length = options.FirstBreak * scale * (1 + (options.Jitter * random()));
            _openUntil = time.GetUtcNow() + length;
            _breaks++;
            _probing = false;
            return length;
        }
    }

    /// <summary>The caller lost interest before an answer came; nothing is known about the server.</summary>
    public void Abandoned()
    {
        lock (_sync)
        {
            _probing = false;
        }
    }

    /// <summary>The server asked for silence.</summary>
    public void Pause(TimeSpan length)
    {
        lock (_sync)
        {
            var until = time.GetUtcNow() + length;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }
}
