using System.Runtime.CompilerServices;

namespace Gko.Testing;

/// <summary>Waits for what another thread is about to do.</summary>
public static class Eventually
{
    /// <summary>Returns once the condition holds; throws <see cref="TimeoutException"/> when it does not in time.</summary>
    /// <param name="condition">Evaluated repeatedly; must be cheap and free of side effects.</param>
    /// <param name="timeout">Half a minute of real time when null.</param>
    /// <param name="text">The condition's source text, filled in by the compiler.</param>
    public static async Task TrueAsync(
        Func<bool> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        var started = TimeProvider.System.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not true within {limit.TotalSeconds} s: {text}");
            }

            await poll.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns once a question to another process is answered with yes; throws <see cref="TimeoutException"/> when not in time.</summary>
    /// <param name="condition">Asked repeatedly, with pauses that grow to a quarter of a second: the question may cost a process.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="timeout">A minute of real time when null.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromMinutes(1);
        var started = TimeProvider.System.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition().ConfigureAwait(false))
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {what}");
            }

            poll.Period = TimeSpan.FromMilliseconds(Math.Min(250, poll.Period.TotalMilliseconds * 1.5));
            await poll.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }
}
