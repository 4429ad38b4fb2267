using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;

namespace Gko.Webhooks;

/// <summary>Asks APIM about an object of any kind but APIs, once nothing else is wrong with it.</summary>
internal sealed class ImportReview(IApimClient apim, DryRuns dryRuns)
{
    /// <summary>Adds what APIM says; asks nothing when there are errors already.</summary>
    /// <param name="connection">Where to ask; null when that could not be found out.</param>
    /// <param name="import">Builds the object; called only if APIM is asked.</param>
    /// <param name="what">What messages call the object, such as <c>group</c>.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends at the deadline.</param>
    public async ValueTask CheckAsync(
        ApimConnection? connection, Func<AutomationImport> import, string what, Review review, CancellationToken ct)
    {
        if (connection is not null && !review.Verdicts.HasErrors)
        {
            var body = import();
            var answer = await dryRuns.AskAsync(token => apim.ImportAsync(connection, body, dryRun: true, token), review, ct).ConfigureAwait(false);
            dryRuns.Report(answer, what, review);
        }
    }
}
