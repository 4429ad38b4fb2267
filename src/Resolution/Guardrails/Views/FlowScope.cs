using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.Wire;
using static Gko.Resolution.JsonReading;

namespace Gko.Resolution;

/// <summary>
/// Whether flows and steps are for all requests: at the root and below, for every method, on every gateway and without a
/// condition. Of what is not understood one cannot say so.
/// </summary>
internal static class FlowScope
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "CONNECT", "TRACE"];
    private static readonly string[] Operations = ["PUBLISH", "SUBSCRIBE"];

    /// <summary>A flow of a v2 API, among flows of which only the best match may run.</summary>
    public static PolicyRuns Of(Contracts.V2.Flow flow, bool hasRivals) => flow.Enabled == false
        ? PolicyRuns.Never
        : Of(!hasRivals && IsAll(flow.PathOperator?.Path, flow.PathOperator?.Operator) && AreAll(flow.Methods, Methods)
            && IsEmpty(flow.Condition) && flow.Consumers is not { Count: > 0 });

    /// <summary>A flow of a v4 API, among flows of which only the best match may run.</summary>
    public static PolicyRuns Of(Contracts.V4.Flow flow, bool hasRivals) => flow.Enabled == false
        ? PolicyRuns.Never
        : Of(!hasRivals && flow.Tags is not { Count: > 0 } && (flow.Selectors ?? []).TrueForAll(IsAll));

    /// <summary>A rule of a v2 API, which is for one of several paths.</summary>
    public static PolicyRuns Of(Contracts.V2.Rule rule, string path, bool hasRivals) =>
        rule.Enabled == false ? PolicyRuns.Never : Of(!hasRivals && IsAll(path, null) && AreAll(rule.Methods, Methods));

    /// <summary>A step by itself.</summary>
    public static PolicyRuns Of(StepBase step) => step.Enabled == false
        ? PolicyRuns.Never
        : Of(IsEmpty(step.Condition) && IsEmpty((step as Contracts.V4.Step)?.MessageCondition));

    /// <summary>A step of a flow.</summary>
    public static PolicyRuns Of(PolicyRuns flow, StepBase step) => Of(step) is var own && own < flow ? own : flow;

    /// <summary>Whether a flow may have to stand back behind others.</summary>
    public static bool HasRivals(string? mode, int flows) =>
        flows > 1 && string.Equals(mode, FlowModes.BestMatch, StringComparison.OrdinalIgnoreCase);

    private static PolicyRuns Of(bool isForAll) => isForAll ? PolicyRuns.Always : PolicyRuns.Sometimes;

    private static bool IsAll(JsonElement selector) => Text(selector, "type")?.ToUpperInvariant() switch
    {
        "HTTP" => IsAll(Text(selector, "path"), Text(selector, "pathOperator")) && AreAll(Texts(selector, "methods"), Methods),
        "CHANNEL" => IsAll(Text(selector, "channel"), Text(selector, "channelOperator"))
            && AreAll(Texts(selector, "operations"), Operations) && Texts(selector, "entrypoints").Count == 0,
        "CONDITION" => Member(selector, "condition") is null or { ValueKind: JsonValueKind.Null } || Text(selector, "condition") is { } text && IsEmpty(text),
        _ => false,
    };

    private static bool IsAll(string? path, string? @operator) =>
        path is null or "" or "/" && @operator is null or "" or "STARTS_WITH";

    // An empty list stands for all, and exports list them.
    private static bool AreAll(IReadOnlyCollection<string>? given, string[] all) => given is null or { Count: 0 } || !all.Except(given).Any();

    // What is no list is an unknown text, so that it does not pass for all.
    private static List<string> Texts(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) } ? [""] : [.. Items(item, name).Select(one => Text(one) ?? "")];

    private static bool IsEmpty(string? condition) => string.IsNullOrWhiteSpace(condition);
}
