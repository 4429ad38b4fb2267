using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Rules that a cluster's administrator sets for APIs of both generations, namespace by namespace.</summary>
[Description("Rules for the APIs of some namespaces: what breaks them is refused, warned of or only counted.")]
[ShortNames("graviteeguardrails")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Action", "string", ".spec.action", Description = "What happens to an API that breaks a rule.")]
[PrinterColumn("Violations", "integer", ".status.violations", Description = "How often stored APIs break a rule.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the rules are in force and all APIs were looked at.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Undecided", "integer", ".status.undecided", Priority = 1, Description = "How often a rule cannot be judged before requests come.")]
[PrinterColumn("Last audit", "date", ".status.lastAudit", Priority = 1, Description = "Time since the violations last changed.")]
public sealed class ApiGuardrail : IResource<ApiGuardrail>, IHasStatus<ApiGuardrailStatus>
{
    /// <inheritdoc/>
    public static ResourceType<ApiGuardrail> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(ApiGuardrail), "apiguardrails", false, ContractsJson.Relaxed.ApiGuardrail);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(ApiGuardrail);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("Which APIs are meant, what they have to be like, and what happens to others.")]
    [Required]
    public ApiGuardrailSpec? Spec { get; set; }

    [Description("What the last look at the stored APIs found.")]
    public ApiGuardrailStatus? Status { get; set; }
}
