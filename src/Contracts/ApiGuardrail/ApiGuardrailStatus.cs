using System.Text.Json.Serialization;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the last look at the stored APIs found.</summary>
public sealed class ApiGuardrailStatus : StatusBase
{
    /// <summary>The most violations that a status lists.</summary>
    public const int Listed = 10;

    [Description("How often stored APIs break a rule.")]
    public int? Violations { get; set; }

    [Description("How often a rule cannot be judged, because an expression decides only when requests come.")]
    public int? Undecided { get; set; }

    [Description("The first of the violations, then of the undecided, in the order of kind, namespace and name.")]
    [MaxItems(Listed)]
    public List<ListedViolation>? First { get; set; }

    [Description("When the violations last changed; looking at the APIs again without finding anything new leaves it as it is.")]
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? LastAudit { get; set; }
}
