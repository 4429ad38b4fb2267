using Gko.Kubernetes.Hosting.Memory;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

public sealed class IdleMemoryTests : IAsyncLifetime
{
    private const long Megabyte = 1 << 20;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeMemory _memory = new() { Resident = 90 * Megabyte };
    private readonly IdleMemory _idle;

    public IdleMemoryTests() => _idle = new IdleMemory(_memory, _time, NullLogger<IdleMemory>.Instance);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _idle.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _time.NextTimer is not null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _idle.StopAsync(CancellationToken.None);
        _idle.Dispose();
    }

    [Fact]
    public async Task Window_FirstQuietOne_GivesMemoryBack()
    {
        await PassAsync(IdleMemory.Quiet);
        await PassAsync(IdleMemory.Quiet);
        _memory.Releases.ShouldBe(0);

        await PassAsync(TimeSpan.Zero);

        await Eventually.TrueAsync(() => _memory.Releases == 1);
    }

    [Fact]
    public async Task Window_QuietWithoutGrowth_LeavesMemoryAlone()
    {
        await PassAsync(TimeSpan.Zero, looks: 2);
        _memory.Resident = FakeMemory.Least + IdleMemory.Growth - 1;

        await PassAsync(TimeSpan.Zero);

        await PassAsync(IdleMemory.Window);
        _memory.Releases.ShouldBe(1);
    }

    [Fact]
    public async Task Window_QuietAfterGrowth_GivesMemoryBackAgain()
    {
        await PassAsync(TimeSpan.Zero, looks: 2);
        _memory.Resident = FakeMemory.Least + IdleMemory.Growth;

        await PassAsync(TimeSpan.Zero);

        await Eventually.TrueAsync(() => _memory.Releases == 2);
    }

    [Fact]
    public async Task Window_Busy_LeavesMemoryAloneHoweverMuchThereIs()
    {
        _memory.Resident = 1000 * Megabyte;

        await PassAsync(IdleMemory.Window);

        await PassAsync(IdleMemory.Window);
        _memory.Releases.ShouldBe(0);
    }

    [Fact]
    public async Task Release_ThatTheSystemDoesNotAllow_EndsTheWatchAndNotTheProcess()
    {
        _memory.Refusal = new UnauthorizedAccessException("a sandbox");

        await PassAsync(TimeSpan.Zero);

        await _idle.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_BetweenWindows_Ends()
    {
        await PassAsync(TimeSpan.Zero);

        await _idle.StopAsync(TestContext.Current.CancellationToken);

        _idle.ExecuteTask!.IsCompleted.ShouldBeTrue();
    }

    /// <summary>
    /// A window goes by in which the process used that much of a processor. What comes of it may still be under way, but what came
    /// of the window before is over.
    /// </summary>
    /// <param name="used">The time.</param>
    /// <param name="looks">How often the process looks at its memory then: twice where it gives some back.</param>
    private async Task PassAsync(TimeSpan used, int looks = 1)
    {
        var before = _memory.Looks;
        _memory.ProcessorTime += used;
        _time.Advance(IdleMemory.Window);
        await Eventually.TrueAsync(() => _memory.Looks >= before + looks);
    }

    private sealed class FakeMemory : IProcessMemory
    {
        public const long Least = 50 * Megabyte;

        private long _resident;
        private int _looks;
        private int _releases;

        public int Looks => Volatile.Read(ref _looks);

        public int Releases => Volatile.Read(ref _releases);

        public Exception? Refusal { get; set; }

        public TimeSpan ProcessorTime { get; set; }

        public long Resident
        {
            get
            {
                var resident = Volatile.Read(ref _resident);
                Interlocked.Increment(ref _looks);
                return resident;
            }

            set => Volatile.Write(ref _resident, value);
        }

        public void Release()
        {
            if (Refusal is not null)
            {
                throw Refusal;
            }

            Volatile.Write(ref _resident, Least);
            Interlocked.Increment(ref _releases);
        }
    }
}
