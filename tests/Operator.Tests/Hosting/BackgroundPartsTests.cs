using Gko.Operator.Hosting;
using Gko.Testing;

namespace Gko.Operator.Tests.Hosting;

public sealed class BackgroundPartsTests : IDisposable
{
    private readonly BackgroundParts _parts = new();

    public void Dispose() => _parts.Dispose();

    [Fact]
    public async Task Stop_LoopsThatRun_EndsThemWithoutAnError()
    {
        var ended = false;
        _parts.Start("quiet", async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended = true;
        });
        _parts.Start("throwing", ct => Task.Delay(Timeout.Infinite, ct));

        await _parts.StopAsync();

        ended.ShouldBeTrue();
        _parts.Failed.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Start_LoopThatFails_IsReportedAtOnceAndThrownAtTheStop()
    {
        var stopped = false;
        _parts.Start("other", async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped = true;
        });
        _parts.Start("broken", _ => throw new InvalidOperationException("a bug"));

        await FailedAsync();

        stopped.ShouldBeFalse("the others go on until the work is over");
        (await Should.ThrowAsync<InvalidOperationException>(_parts.StopAsync)).Message.ShouldBe("a bug");
        stopped.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_LoopThatEndsByItself_IsAFailure()
    {
        _parts.Start("short", _ => Task.CompletedTask);

        await FailedAsync();

        (await Should.ThrowAsync<InvalidOperationException>(_parts.StopAsync)).Message.ShouldContain("\"short\"");
    }

    private Task FailedAsync() => Eventually.TrueAsync(() => _parts.Failed.IsCancellationRequested);
}
