using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Which paths a flow is for.</summary>
public sealed class PathOperator
{
    [Description("Path below the API's entrypoint; segments such as :id match anything.")]
    public string? Path { get; set; }

    [Description("Whether paths below are meant too (STARTS_WITH) or only this one (EQUALS).")]
    [Default("STARTS_WITH")]
    [AllowedValues("STARTS_WITH", "EQUALS")]
    public string? Operator { get; set; }
}
