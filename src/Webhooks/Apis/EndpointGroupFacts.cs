namespace Gko.Webhooks;

/// <summary>What rules need to know of a group of endpoints, whichever version its API has.</summary>
/// <param name="Field">Where its endpoints stand.</param>
/// <param name="IsEmpty">It has no endpoints and finds none at run time either.</param>
/// <param name="Targets">The addresses of backends and where they stand; endpoints that need none are left out.</param>
internal sealed record EndpointGroupFacts(string Field, bool IsEmpty, IReadOnlyList<(string? Target, string Field)> Targets);
