using System.Globalization;
using Gko.Apim.Client;

namespace Gko.Webhooks;

/// <summary>
/// Asks APIM what it would say to an object, within the time that is left of the request: an admission that is late fails,
/// whatever its verdict.
/// </summary>
internal sealed class DryRuns(AdmissionPolicy policy, TimeProvider time)
{
    // For the way of the verdict to the API server, on a machine that is busy.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>APIM's answer; a failure of kind <see cref="ApimErrorKind.Timeout"/> when it did not come in time.</summary>
    /// <param name="call">Makes the call.</param>
    /// <param name="review">Says how long there is.</param>
    /// <param name="ct">Ends at the deadline, or when nobody waits for the verdict any more.</param>
    public async ValueTask<ApimResult<T>> AskAsync<T>(
        Func<CancellationToken, Task<ApimResult<T>>> call, Review review, CancellationToken ct) where T : notnull
    {
        if (review.Deadline == DateTimeOffset.MaxValue)
        {
            return await call(ct).ConfigureAwait(false);
        }

        var left = review.Deadline - time.GetUtcNow();
        var budget = left > Margin * 2 ? left - Margin : left / 2;
        if (budget <= TimeSpan.Zero)
        {
            return TooLate(budget);
        }

        using var timeout = new CancellationTokenSource(budget, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            return await call(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return TooLate(budget);
        }
    }

    /// <summary>Adds what APIM said.</summary>
    /// <param name="answer">Its answer.</param>
    /// <param name="what">What was asked about, such as <c>API</c>.</param>
    /// <param name="review">Gets the findings.</param>
    public void Report(ApimResult<ImportStatus> answer, string what, Review review)
    {
        if (answer.Error is { } error)
        {
            Report(error, what, review.Verdicts);
            return;
        }

        foreach (var message in answer.Value?.Errors?.Severe ?? [])
        {
            review.Verdicts.Error(message);
        }

        foreach (var message in answer.Value?.Errors?.Warning ?? [])
        {
            review.Verdicts.Warn(message);
        }
    }

    private void Report(ApimError error, string what, Verdicts verdicts)
    {
        // An answer is APIM's word on this very object; no answer says nothing about it.
        if (!error.IsUnavailable || policy.OnApimUnavailable is ApimUnavailablePolicy.Deny)
        {
            verdicts.Error(error.Message);
        }
        else
        {
            verdicts.Warn($"APIM could not check this {what}, it will be synced when APIM answers: {error.Message}");
        }
    }

    private static ApimError TooLate(TimeSpan budget) => new()
    {
        Kind = ApimErrorKind.Timeout,
        Message = $"no answer from APIM within {Math.Max(0, budget.TotalSeconds).ToString("0.#", CultureInfo.InvariantCulture)} s, which is all the time that this request had",
        Method = "PUT",
        Url = "",
    };
}
