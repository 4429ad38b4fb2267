using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>An API under review, with what was found out about it beforehand.</summary>
/// <param name="Api">The API as it would be stored.</param>
/// <param name="Conflicts">Other APIs that claim its addresses.</param>
internal sealed record ApiDefinitionCandidate(ApiDefinition Api, IReadOnlyList<PathConflict> Conflicts);
