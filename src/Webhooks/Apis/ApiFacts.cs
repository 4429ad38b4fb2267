using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What rules need to know of an API, whichever version it has.</summary>
/// <param name="Plans">Its plans in a fixed order.</param>
/// <param name="Pages">Its pages by key.</param>
/// <param name="Groups">Its groups of endpoints.</param>
/// <param name="IdOf">What APIM tells plans and pages apart by, from their names or keys.</param>
internal sealed record ApiFacts(
    IReadOnlyList<PlanFacts> Plans,
    IReadOnlyDictionary<string, PageBase> Pages,
    IReadOnlyList<EndpointGroupFacts> Groups,
    Func<string, string> IdOf);
