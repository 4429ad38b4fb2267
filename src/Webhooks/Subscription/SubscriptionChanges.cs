using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What must not change once a subscription exists. Both sides are taken as they were written, with templates in place and
/// namespaces filled in: naming the own namespace is no change.
/// </summary>
internal static class SubscriptionChanges
{
    /// <summary>Adds an error for each change.</summary>
    /// <param name="before">As stored.</param>
    /// <param name="now">As it would be stored.</param>
    /// <param name="review">Gets the findings.</param>
    public static void Check(SubscriptionSpec? before, SubscriptionSpec? now, Review review)
    {
        Compare("API reference", Target(before?.Api, review), Target(now?.Api, review), "spec.api", review);
        Compare("Plan", before?.Plan, now?.Plan, "spec.plan", review);
        Compare("Application reference", Target(before?.Application, review), Target(now?.Application, review), "spec.application", review);
        if (!review.Verdicts.HasErrors && ApiKinds.PluralOf(before?.Api?.Kind) != ApiKinds.PluralOf(now?.Api?.Kind))
        {
            review.Verdicts.Soft(
                CheckIds.Subscriptions, $"the API is another one of the same name, of the kind [{ApiKinds.PluralOf(now?.Api?.Kind)}]: the subscription to the old one stays; delete this one and create it anew", "spec.api.kind");
        }
    }

    private static void Compare(string what, string? before, string? now, string field, Review review)
    {
        if (before != now)
        {
            review.Verdicts.Error($"{what} is immutable. Detected change from [{before}] to [{now}]", field);
        }
    }

    private static string? Target(NamespacedReference? reference, Review review) =>
        reference is null ? null : References.Target(reference, review.Namespace).ToString();
}
