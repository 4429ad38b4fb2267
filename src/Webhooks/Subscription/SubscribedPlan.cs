namespace Gko.Webhooks;

/// <summary>What subscriptions need to know of a plan.</summary>
/// <param name="Security">How its clients identify themselves; empty when it does not say.</param>
/// <param name="Status">Where it is in its life; null for the default.</param>
internal sealed record SubscribedPlan(string Security, string? Status);
