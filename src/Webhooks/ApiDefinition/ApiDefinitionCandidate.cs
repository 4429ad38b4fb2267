using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>An API under review, with what was found out about it beforehand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Spec">What it says, with templates evaluated.</param>
/// <param name="Problems">What it refers to in vain.</param>
/// <param name="Conflicts">Other APIs that claim its addresses.</param>
internal sealed record ApiDefinitionCandidate(
    string Name, ApiDefinitionSpec Spec, IReadOnlyList<ResolutionProblem> Problems, IReadOnlyList<PathConflict> Conflicts);
