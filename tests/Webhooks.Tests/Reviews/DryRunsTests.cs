using Gko.Apim.Client;
using Gko.Kubernetes.Model;
using Gko.Testing;

namespace Gko.Webhooks.Tests;

public sealed class DryRunsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Ask_NoAnswer_GivesUpASecondBeforeTheDeadline()
    {
        var asking = new DryRuns(new AdmissionPolicy(), _time).AskAsync(NeverAsync, Review(TimeSpan.FromSeconds(9)), CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromSeconds(7.9));
        asking.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(0.2));

        (await asking).Error!.Kind.ShouldBe(ApimErrorKind.Timeout);
    }

    [Fact]
    public async Task Ask_DeadlineOver_DoesNotCall()
    {
        var called = false;

        var answer = await new DryRuns(new AdmissionPolicy(), _time).AskAsync(
            _ =>
            {
                called = true;
                return Task.FromResult<ApimResult<ImportStatus>>(new ImportStatus());
            },
            Review(TimeSpan.Zero), CancellationToken.None);

        called.ShouldBeFalse();
        answer.Error!.IsUnavailable.ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_CallerGoesAway_IsCancelled()
    {
        using var gone = new CancellationTokenSource();
        var asking = new DryRuns(new AdmissionPolicy(), _time).AskAsync(NeverAsync, Review(TimeSpan.FromSeconds(9)), gone.Token).AsTask();

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Theory]
    [InlineData(ApimUnavailablePolicy.Warn, true)]
    [InlineData(ApimUnavailablePolicy.Deny, false)]
    public async Task Report_NoAnswer_IsUpToThePolicy(ApimUnavailablePolicy policy, bool allowed)
    {
        var review = Review(TimeSpan.Zero);
        var dryRuns = new DryRuns(new AdmissionPolicy { OnApimUnavailable = policy }, _time);
        var answer = await dryRuns.AskAsync(NeverAsync, review, CancellationToken.None);

        dryRuns.Report(answer, "API", review);

        review.Verdicts.ToVerdict().Allowed.ShouldBe(allowed);
    }

    [Fact]
    public void Report_RemarksBesideErrors_AreShownToo()
    {
        var review = Review(TimeSpan.Zero);
        var answer = new ImportStatus { Errors = new ImportErrors { Severe = ["bad"], Warning = ["odd"] } };

        new DryRuns(new AdmissionPolicy(), _time).Report(answer, "group", review);

        var verdict = review.Verdicts.ToVerdict();
        (verdict.Errors.Single().Message, verdict.Warnings.Count).ShouldBe(("bad", 1));
    }

    private Review Review(TimeSpan left) => new(
        new ObjectKey("default", "api"), Requests.Alice, _time.GetUtcNow() + left, false, new Verdicts());

    private static async Task<ApimResult<ImportStatus>> NeverAsync(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return new ImportStatus();
    }
}
