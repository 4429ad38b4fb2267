using System.Text;
using Gko.Kubernetes.Admission;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Reviews that take too long, or that nobody waits for any more.</summary>
public sealed class AdmissionTimeoutTests
{
    [Fact]
    public async Task Review_ValidatorIgnoresTheToken_IsDeniedAfterNineTenthsOfTheTimeout()
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource<AdmissionVerdict>();
        var entered = new TaskCompletionSource();
        await using var server = await Serving(
            (_, _, _) =>
            {
                entered.SetResult();
                return new ValueTask<AdmissionVerdict>(never.Task);
            },
            time);

        var review = server.ReviewAsync("/w?timeout=5s", new ReviewBuilder().Build());
        (await time.WaitForTimerAsync()).ShouldBe(TimeSpan.FromSeconds(4.5));
        await entered.Task;
        time.Advance(TimeSpan.FromSeconds(4.5));
        var response = await review;

        response["status"]!["code"]!.GetValue<int>().ShouldBe(504);
        response["status"]!["message"]!.GetValue<string>().ShouldBe("the webhook /w did not finish within 4.5 s");
    }

    [Fact]
    public async Task Review_TimeoutPasses_CancelsTheValidator()
    {
        var time = new FakeTimeProvider();
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await Serving(
            async (_, _, ct) =>
            {
                using var registration = ct.Register(cancelled.SetResult);
                entered.SetResult();
                await cancelled.Task;
                ct.ThrowIfCancellationRequested();
                return AdmissionVerdict.Allow;
            },
            time);

        var review = server.ReviewAsync("/w?timeout=2s", new ReviewBuilder().Build());
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(2));
        await review;

        cancelled.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Review_Timeout_TellsTheCalleeUntilWhenToAnswer()
    {
        var time = new FakeTimeProvider();
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapDefaulter("/w", webhook), time);

        await server.ReviewAsync("/w?timeout=5s", new ReviewBuilder().Build());

        webhook.Requests.ShouldHaveSingleItem().Deadline.ShouldBe(time.GetUtcNow() + TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public async Task Review_ClientGoesAway_CancelsTheValidatorWithoutAnErrorLog()
    {
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await Serving(async (_, _, ct) =>
        {
            using var registration = ct.Register(cancelled.SetResult);
            entered.SetResult();
            await cancelled.Task;
            throw new OperationCanceledException(ct);
        });
        using var away = new CancellationTokenSource();
        using var content = new StringContent(new ReviewBuilder().Build().ToJsonString(), Encoding.UTF8, "application/json");

        var call = server.Client.PostAsync(new Uri("/w", UriKind.Relative), content, away.Token);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await away.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Loggers.Lines.Any(line => line.Text.Contains("went away", StringComparison.Ordinal)));
        server.Loggers.Lines.ShouldNotContain(line => line.Level >= LogLevel.Warning);
    }

    private static Task<WebhookServer> Serving(AdmissionVerdict verdict) =>
        Serving((_, _, _) => ValueTask.FromResult(verdict));

    private static Task<WebhookServer> Serving(
        Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script, TimeProvider? time = null) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(script)), time);
}
