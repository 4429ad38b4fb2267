using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Protects the plans that somebody is subscribed to.</summary>
internal sealed class SubscribedPlans(IStore<Subscription> subscriptions)
{
    /// <summary>
    /// Refuses to take a plan away from its subscribers while the API counts subscriptions, as upstream goes by. While it counts
    /// none yet, taking away one that a subscription names is worth a warning.
    /// </summary>
    /// <param name="api">The API.</param>
    /// <param name="counted">How many subscriptions its status counts.</param>
    /// <param name="old">Its plans as stored.</param>
    /// <param name="now">Its plans as they would be.</param>
    /// <param name="verdicts">Gets a finding for each plan.</param>
    public void CheckRemoved(ReferenceKey api, int counted, IReadOnlyList<PlanFacts> old, IReadOnlyList<PlanFacts> now, Verdicts verdicts)
    {
        if (counted <= 0)
        {
            foreach (var plan in Of(api, subscription => subscription.Metadata.DeletionTimestamp is null).Where(name => Has(old, name) && !Has(now, name)))
            {
                verdicts.Soft(
                    CheckIds.Subscriptions, $"plan [{plan}] has subscriptions, which break when it is removed: delete them first, or keep the plan", "spec.plans");
            }

            return;
        }

        foreach (var plan in Of(api).Where(name => !Has(now, name)))
        {
            verdicts.Error(
                $"Plan [{plan}] could not be found in API [{api.Key}] but there is a subscription referencing it. You can review the depending subscriptions using the following command: {Command(api)}",
                "spec.plans");
        }
    }

    /// <summary>Tells of plans whose subscribers would suddenly have to identify themselves in another way.</summary>
    public void CheckSecurity(ReferenceKey api, IReadOnlyList<PlanFacts> old, IReadOnlyList<PlanFacts> now, Verdicts verdicts)
    {
        foreach (var name in Of(api))
        {
            var (before, after) = (old.FirstOrDefault(plan => plan.Name == name), now.FirstOrDefault(plan => plan.Name == name));
            if (before is not null && after is not null && before.Security != after.Security)
            {
                verdicts.Soft(
                    CheckIds.PlanSecurity,
                    $"plan [{name}] has subscriptions, which break when its security changes from [{before.Security}] to [{after.Security}]: add another plan instead",
                    after.Field);
            }
        }
    }

    /// <summary>How many subscriptions there are.</summary>
    public int Count(ReferenceKey api) => subscriptions.ByIndex(SubscriptionIndexes.ByApi, api.ToString()).Count;

    /// <summary>What lists the subscriptions of an API.</summary>
    public static string Command(ReferenceKey api) =>
        $"kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.api.name==\"{api.Key.Name}\")].metadata.name}}'";

    private IEnumerable<string> Of(ReferenceKey api, Func<Subscription, bool>? choose = null) => subscriptions
        .ByIndex(SubscriptionIndexes.ByApi, api.ToString())
        .Where(choose ?? (_ => true))
        .Select(subscription => subscription.Spec?.Plan ?? "")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static bool Has(IReadOnlyList<PlanFacts> plans, string name) => plans.Any(plan => plan.Name == name);
}
