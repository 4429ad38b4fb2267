using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What APIs have to be like. The name of a field is the name of its rule in messages.</summary>
public sealed class GuardrailRules
{
    [Description("Whether an API needs at least one plan.")]
    public bool? PlansRequired { get; set; }

    [Description("How clients of a plan may identify themselves.")]
    [MinItems(1)]
    [MaxItems(5)]
    [AllowedValues(
        Wire.PlanSecurities.KeyLess,
        Wire.PlanSecurities.ApiKey,
        Wire.PlanSecurities.Jwt,
        Wire.PlanSecurities.OAuth2,
        Wire.PlanSecurities.MutualTls)]
    public List<string>? PlanSecurities { get; set; }

    [Description("Hosts that backends may have. *.example.com means all below it; {namespace} stands for the API's namespace.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 253)]
    public List<string>? EndpointHosts { get; set; }

    [Description("Schemes that addresses of backends may have, such as https. Backends without URLs have tcp, tls, kafka, mqtt or amqp.")]
    [MinItems(1)]
    [MaxItems(32)]
    [Length(1, 32)]
    [Pattern("^[A-Za-z][A-Za-z0-9+.-]*$")]
    public List<string>? EndpointSchemes { get; set; }

    [Description("Path that those of an API must lie under, such as /{namespace}/, where {namespace} stands for the API's namespace.")]
    [Length(1, 512)]
    [Pattern("^/")]
    public string? PathPrefix { get; set; }

    [Description("ManagementContexts that may be used, as namespace/name with * for any characters and {namespace} for the API's namespace.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 317)]
    public List<string>? Contexts { get; set; }

    [Description("Labels that the metadata of an API needs.")]
    [MinItems(1)]
    [MaxItems(32)]
    [ListMapKeys("key")]
    public List<RequiredLabel>? RequiredLabels { get; set; }

    [Description("Regular expression that the whole spec.name must match.")]
    [Length(1, 512)]
    public string? NamePattern { get; set; }

    [Description("Regular expression that the whole spec.version must match.")]
    [Length(1, 512)]
    public string? VersionPattern { get; set; }

    [Description("Policies that must run in the flows of the API or in those of every plan; a star stands for any characters.")]
    [MinItems(1)]
    [MaxItems(64)]
    [Length(1, 253)]
    public List<string>? RequiredPolicies { get; set; }

    [Description("Policies that may stand in no flow, not even disabled; a star stands for any characters.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 253)]
    public List<string>? ForbiddenPolicies { get; set; }

    [Description("Visibilities that an API may have.")]
    [MinItems(1)]
    [MaxItems(8)]
    [AllowedValues(Wire.Visibilities.Public, Wire.Visibilities.Private)]
    public List<string>? Visibilities { get; set; }

    [Description("Sharding tags that an API, its plans and flows may have; a star stands for any characters.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 253)]
    public List<string>? ShardingTags { get; set; }

    [Description("Whether an API needs a sharding tag: every gateway deploys one that has none.")]
    public bool? ShardingTagRequired { get; set; }
}
