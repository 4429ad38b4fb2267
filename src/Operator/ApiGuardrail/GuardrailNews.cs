using System.Collections.Concurrent;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>Tells the users of an API of a violation, once, when the audit sees it first.</summary>
internal sealed class GuardrailNews(IEventRecorder events)
{
    private readonly ConcurrentDictionary<string, HashSet<Fault>> _known = new(StringComparer.Ordinal);

    /// <summary>Records an event on each API that has a violation which it did not have at the last audit.</summary>
    /// <param name="guardrail">The guardrail, with the status of the audit before.</param>
    /// <param name="findings">What the audit found; what is undecided is no violation.</param>
    public void Report(ApiGuardrail guardrail, IReadOnlyList<AuditFinding> findings)
    {
        var violations = findings.Where(finding => !finding.Violation.IsUndecided).ToList();
        var now = violations.Select(Fault.Of).ToHashSet();
        var before = _known.GetValueOrDefault(guardrail.Metadata.Uid ?? "") ?? KnownBeforeTheStart(guardrail, violations.Count, now);
        foreach (var news in violations.Where(finding => !before.Contains(Fault.Of(finding))).GroupBy(finding => finding.Api))
        {
            var more = news.Count() - 1;
            events.Record(
                news.Key, EventType.Warning, EventReasons.GuardrailViolated,
                $"{news.First().Violation.Message}{(more > 0 ? $" (and {more} more)" : "")}");
        }

        _known[guardrail.Metadata.Uid ?? ""] = now;
    }

    /// <summary>To be called when the guardrail is gone.</summary>
    public void Forget(ApiGuardrail guardrail) => _known.TryRemove(guardrail.Metadata.Uid ?? "", out _);

    // The status does not list all. As many as it counted, by the same rules, will be the same ones.
    private static HashSet<Fault> KnownBeforeTheStart(ApiGuardrail guardrail, int count, HashSet<Fault> now) => guardrail.Status switch
    {
        null => [],
        { } status when status.Violations == count && IsOfThisSpec(guardrail) => now,
        { } status => [.. (status.First ?? []).Select(Fault.Of)],
    };

    private static bool IsOfThisSpec(ApiGuardrail guardrail) =>
        Conditions.Find(guardrail.Status?.Conditions, ConditionTypes.Ready)?.ObservedGeneration == guardrail.Metadata.Generation;

    /// <summary>A violation, whatever its message says at the moment.</summary>
    private readonly record struct Fault(string? Kind, string? Namespace, string? Name, string? Rule, string? Field)
    {
        public static Fault Of(AuditFinding finding) => Of(finding.ToEntry());

        public static Fault Of(ListedViolation entry) => new(entry.Kind, entry.Namespace, entry.Name, entry.Rule, entry.Field);
    }
}
