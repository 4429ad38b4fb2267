using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Which APIs a guardrail is for, what they have to be like, and what happens to others.</summary>
public sealed class ApiGuardrailSpec
{
    [Description("Deny refuses what breaks a rule, Warn tells its author, Audit only counts it in the status.")]
    [Default(GuardrailActions.Deny)]
    [AllowedValues(GuardrailActions.Deny, GuardrailActions.Warn, GuardrailActions.Audit)]
    public string? Action { get; set; }

    [Description("What Deny does where only requests will tell whether a rule is followed, as with expressions: Warn tells the author, Deny refuses that, too.")]
    [Default(GuardrailActions.Warn)]
    [AllowedValues(GuardrailActions.Warn, GuardrailActions.Deny)]
    public string? Undecided { get; set; }

    [Description("Hint for authors whose API breaks a rule, such as where the rules are explained.")]
    [Length(1, 512)]
    public string? Message { get; set; }

    [Description("Kinds of APIs that are meant. Left out, all are.")]
    [MinItems(1)]
    [MaxItems(8)]
    [AllowedValues(nameof(ApiDefinition), nameof(ApiV4Definition))]
    public List<string>? Kinds { get; set; }

    [Description("Namespaces that are meant, by name; a star stands for any characters. Left out, all are.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 63)]
    public List<string>? Namespaces { get; set; }

    [Description("Namespaces that are meant, by their labels. With namespaces too, both have to fit.")]
    public NamespaceSelector? NamespaceSelector { get; set; }

    [Description("What the APIs have to be like. Rules that are left out demand nothing.")]
    [Required]
    public GuardrailRules? Rules { get; set; }
}
