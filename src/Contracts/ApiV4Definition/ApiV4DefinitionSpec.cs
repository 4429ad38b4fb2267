using System.Text.Json;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A v4 API: its listeners, its endpoints and the policies in between.</summary>
public sealed class ApiV4DefinitionSpec : ApiSpec
{
    [Description("What the API is for, in a sentence.")]
    public string? Description { get; set; }

    [Description("What the API speaks: HTTP (PROXY), messages (MESSAGE), Kafka (NATIVE) or a protocol of AI. Cannot be changed.")]
    [Required]
    [AllowedValues(
        ApiTypes.Proxy, ApiTypes.Message, ApiTypes.Native, ApiTypes.LlmProxy, ApiTypes.McpProxy, ApiTypes.A2aProxy)]
    public string? Type { get; set; }

    [Description("Version of the definition format. Always V4 for this kind.")]
    [Default(DefinitionVersions.V4)]
    [AllowedValues(DefinitionVersions.V4)]
    public string? DefinitionVersion { get; set; }

    [Description("Who maintains the API and where gateways take it from.")]
    public DefinitionContext? DefinitionContext { get; set; }

    [Description("Where the API is in its life on the portal: PUBLISHED shows it there.")]
    [Default(ApiLifecycleStates.Unpublished)]
    [AllowedValues(
        ApiLifecycleStates.Published,
        ApiLifecycleStates.Unpublished,
        ApiLifecycleStates.Deprecated,
        ApiLifecycleStates.Archived)]
    public string? LifecycleState { get; set; }

    [Description("Where clients reach the API. Each has entrypoints, a type (HTTP, SUBSCRIPTION, TCP or KAFKA) and paths or hosts.")]
    [Required]
    [MinItems(1)]
    [PreserveUnknownFields]
    public List<JsonElement>? Listeners { get; set; }

    [Description("Backends, grouped; a request goes to the first group unless a policy routes it elsewhere.")]
    [Required]
    [MinItems(1)]
    public List<EndpointGroup>? EndpointGroups { get; set; }

    [Description("Which of the matching flows run. Not for NATIVE APIs.")]
    public FlowExecution? FlowExecution { get; set; }

    [Description("Policies for requests of every plan.")]
    [Default(Json = "[]")]
    public List<Flow>? Flows { get; set; }

    [Description("Ways to get access to the API. The keys are yours and must stay the same; subscriptions name them.")]
    public Dictionary<string, Plan>? Plans { get; set; }

    [Description("Documentation of the API. The keys are yours and must stay the same.")]
    public Dictionary<string, Page>? Pages { get; set; }

    [Description("Wording of errors, by error key and then by media type (*/* for any). Not for NATIVE APIs.")]
    public Dictionary<string, Dictionary<string, ResponseTemplate>>? ResponseTemplates { get; set; }

    [Description("Services that run beside the API. Not for NATIVE APIs.")]
    public ApiServices? Services { get; set; }

    [Description("Tries another endpoint when one fails or is slow.")]
    public Failover? Failover { get; set; }

    [Description("What gateways measure, log and trace. Not for NATIVE APIs, but for reporterMetricsEnabled.")]
    public Analytics? Analytics { get; set; }

    [Description("Navigation of the API's documentation on the new portal, in the order of this list.")]
    public List<OrderedNavigationEntry>? PortalNavigation { get; set; }

    [Description("Whether API products may contain the API.")]
    public bool? AllowedInApiProducts { get; set; }

    [Description("Whether an application may subscribe to more than one JWT or OAUTH2 plan of the API.")]
    public bool? AllowMultiJwtOauth2Subscriptions { get; set; }

    [Description("Filled in by the operator from notificationsRefs; do not set it.")]
    public ConsoleNotification? ConsoleNotification { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }
}
