namespace Gko.Webhooks;

/// <summary>What rules need to know of a plan, whichever version its API has.</summary>
/// <param name="Name">What subscriptions call it: the name of a v2 plan, the key of a v4 one.</param>
/// <param name="Field">Where it stands.</param>
/// <param name="Security">How its clients identify themselves; null when it does not say.</param>
/// <param name="Status">Where it is in its life; null for the default.</param>
/// <param name="IsPush">A plan that sends messages needs no security.</param>
internal sealed record PlanFacts(string Name, string Field, string? Security, string? Status, bool IsPush = false);
