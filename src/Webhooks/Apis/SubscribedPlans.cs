using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Protects the plans that somebody is subscribed to.</summary>
internal sealed class SubscribedPlans(IStore<Subscription> subscriptions)
{
    /// <summary>
    /// Refuses to take a plan away from its subscribers. A plan that the API never had is no loss, unless the API counts
    /// subscriptions, as upstream goes by.
    /// </summary>
    /// <param name="api">The API.</param>
    /// <param name="counted">How many subscriptions its status counts.</param>
    /// <param name="old">Its plans as stored.</param>
    /// <param name="now">Its plans as they would be.</param>
    /// <param name="verdicts">Gets an error for each plan.</param>
    public void CheckRemoved(ReferenceKey api, int counted, IReadOnlyList<PlanFacts> old, IReadOnlyList<PlanFacts> now, Verdicts verdicts)
    {
        foreach (var plan in Of(api).Where(name => !Has(now, name) && (counted > 0 || Has(old, name))))
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

    private IEnumerable<string> Of(ReferenceKey api) => subscriptions.ByIndex(SubscriptionIndexes.ByApi, api.ToString())
        .Select(subscription => subscription.Spec?.Plan ?? "")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static bool Has(IReadOnlyList<PlanFacts> plans, string name) => plans.Any(plan => plan.Name == name);
}
