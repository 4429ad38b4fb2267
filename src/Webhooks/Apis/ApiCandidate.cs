using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>An API under review, with what was found out about it beforehand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Spec">What it says, with templates evaluated.</param>
/// <param name="Facts">The same in the form that suits both versions.</param>
/// <param name="Addresses">Where it wants to answer.</param>
/// <param name="Problems">What it refers to in vain.</param>
/// <param name="Conflicts">Other APIs that claim its addresses.</param>
internal sealed record ApiCandidate(
    string Name,
    ApiSpec Spec,
    ApiFacts Facts,
    IReadOnlyList<ApiAddress> Addresses,
    IReadOnlyList<ResolutionProblem> Problems,
    IReadOnlyList<PathConflict> Conflicts);
