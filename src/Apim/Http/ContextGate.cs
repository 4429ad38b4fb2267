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
    private readonly Lock sync = new();
    private DateTimeOffset pausedUntil;
    private DateTimeOffset openUntil;
    private string lastFailure = "";
    private int failures;
    private int breaks;
    private bool probing;

    /// <summary>Asks to send a request; each granted one must be followed by exactly one report.</summary>
    public GateDecision Enter()
    {
        lock (sync)
        {
            var now = time.GetUtcNow();
            if (now < pausedUntil)
            {
                return new(GateState.Paused, pausedUntil - now, "");
            }

            if (breaks == 0)
            {
                return default;
            }

            if (now < openUntil || probing)
            {
                var wait = openUntil - now;
                return new(GateState.Open, wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), lastFailure);
            }

            probing = true;
            return default;
        }
    }

    /// <summary>The server answered sensibly. True when this closed the circuit.</summary>
    public bool Succeeded()
    {
        lock (sync)
        {
            var closed = breaks > 0;
            (failures, breaks, probing) = (0, 0, false);
            return closed;
        }
    }

    /// <summary>The server did not answer, or is out of order. Returns the length of the break that this began, if any.</summary>
    public TimeSpan? Failed(string reason)
    {
        lock (sync)
        {
            lastFailure = reason;
            failures++;
            if (breaks == 0 ? failures < options.Threshold : !probing)
            {
                return null;
            }

            var scale = Math.Min(Math.Pow(2, breaks), options.MaxBreak / options.FirstBreak);
            var length = options.FirstBreak * scale * (1 + (options.Jitter * random()));
            openUntil = time.GetUtcNow() + length;
            breaks++;
            probing = false;
            return length;
        }
    }

    /// <summary>The caller lost interest before an answer came; nothing is known about the server.</summary>
    public void Abandoned()
    {
        lock (sync)
        {
            probing = false;
        }
    }

    /// <summary>The server asked for silence.</summary>
    public void Pause(TimeSpan length)
    {
        lock (sync)
        {
            var until = time.GetUtcNow() + length;
            pausedUntil = until > pausedUntil ? until : pausedUntil;
        }
    }
}
