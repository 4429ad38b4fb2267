using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks;

/// <summary>A subscription under review, with the two it brings together.</summary>
/// <param name="Spec">What it says, with templates evaluated.</param>
/// <param name="IsUpdate">Whether it exists already: then less stands in its way.</param>
/// <param name="Api">The API.</param>
/// <param name="Application">The application as stored.</param>
/// <param name="ApplicationSpec">What the application says, with templates evaluated.</param>
internal sealed record SubscriptionCandidate(
    SubscriptionSpec Spec, bool IsUpdate, SubscribedApi Api, Application Application, ApplicationSpec ApplicationSpec)
{
    /// <summary>The plan; null when the API has none of that name.</summary>
    public SubscribedPlan? Plan { get; } = Api.FindPlan(Spec.Plan);

    /// <summary>The application's namespace and name.</summary>
    public ObjectKey ApplicationKey => ObjectKey.Of(Application);
}
