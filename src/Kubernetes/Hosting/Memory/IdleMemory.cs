using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Hosting.Memory;

/// <summary>
/// Gives memory back when there is nothing to do: after the start, and after every burst of work that left more resident than
/// there was before it.
/// </summary>
public sealed partial class IdleMemory(IProcessMemory memory, TimeProvider time, ILogger<IdleMemory> logger) : BackgroundService
{
    /// <summary>How often the process looks at itself.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>A window with less processor time is quiet: leases, probes and watches take a tenth of it.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>Growth since the last time, in bytes, below which giving back is not worth the interruption.</summary>
    public const long Growth = 8 << 20;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            // A sandbox, say. The operator works as well without, it only takes more memory.
            Log.Failed(logger, error);
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        var (used, kept) = (memory.ProcessorTime, 0L);
        using var timer = new PeriodicTimer(Window, time);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            var before = used;
            used = memory.ProcessorTime;
            var resident = memory.Resident;
            if (used - before < Quiet && resident >= kept + Growth)
            {
                memory.Release();
                kept = memory.Resident;
                Log.Released(logger, resident >> 20, kept >> 20);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "There is nothing to do: of {Before} MB that were resident, {After} MB are left.")]
        public static partial void Released(ILogger logger, long before, long after);

        [LoggerMessage(2, LogLevel.Information, "Memory that is not in use cannot be given back.")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
