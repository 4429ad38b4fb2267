using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>What became of resolving an API, of whichever generation.</summary>
/// <param name="Desired">What is to be sent and stored; null when there is a problem.</param>
/// <param name="Problems">Everything that stands in the way, in upstream's order.</param>
/// <param name="Notes">References that were left out because they do not resolve.</param>
/// <param name="After">What the next pass will find once that status is stored.</param>
internal sealed record PreparedApi(
    DesiredApi? Desired, IReadOnlyList<ResolutionProblem> Problems, IReadOnlyList<ResolutionProblem> Notes, Func<ApiStatus, DesiredApi> After)
{
    public static PreparedApi Of<TSpec, TStatus>(ApiResolution<TSpec, TStatus> resolution)
        where TSpec : ApiSpec
        where TStatus : ApiStatus =>
        new(resolution.Desired, resolution.Problems, resolution.Notes, status => resolution.DesiredAfter((TStatus)status));
}
