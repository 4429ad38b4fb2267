using Gko.Contracts.V4;

namespace Gko.Resolution;

/// <summary>The phases of v4 flows in upstream's order.</summary>
public static class FlowPhases
{
    /// <summary>The steps of each phase with the phase's name in specs, such as <c>request</c>; null for a phase without steps.</summary>
    public static IReadOnlyList<(List<Step>? Steps, string Phase)> Of(Flow? flow) =>
    [
        (flow?.Request, "request"), (flow?.Response, "response"), (flow?.Connect, "connect"),
        (flow?.Interact, "interact"), (flow?.Publish, "publish"), (flow?.Subscribe, "subscribe"),
    ];
}
