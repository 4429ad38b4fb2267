namespace Gko.Operator;

/// <summary>What an audit found.</summary>
/// <param name="Findings">By kind, namespace and name; violations first, then what cannot be decided.</param>
/// <param name="UnknownNamespaces">Those whose labels would tell whether the guardrail is meant for them, but are not known.</param>
internal sealed record AuditReport(IReadOnlyList<AuditFinding> Findings, IReadOnlyList<string> UnknownNamespaces)
{
    private const int MostShown = 5;

    /// <summary>What was looked at, for the status.</summary>
    public string Summary => UnknownNamespaces.Count == 0
        ? "All APIs that are meant were looked at"
        : "All APIs that may be meant were looked at; the labels of "
            + string.Join(", ", UnknownNamespaces.Take(MostShown).Select(ns => $"[{ns}]"))
            + (UnknownNamespaces.Count > MostShown ? $" and {UnknownNamespaces.Count - MostShown} more namespaces" : "")
            + " are not known, so that what is found there is undecided: let the operator get, list and watch namespaces";
}
