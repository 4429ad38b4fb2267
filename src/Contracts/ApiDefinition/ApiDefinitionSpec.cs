using System.Text.Json.Serialization;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A v2 API: its entrypoints, its backends and the policies in between.</summary>
public sealed class ApiDefinitionSpec : ApiSpec
{
    [Description("What the API is for, in a sentence.")]
    [Required]
    public string? Description { get; set; }

    [Description("With true gateways read the API from a ConfigMap in this cluster, with false from APIM.")]
    [Default(false)]
    public bool? Local { get; set; }

    [Description("Version of the definition format. Always 2.0.0 for this kind.")]
    [Default("2.0.0")]
    public string? Gravitee { get; set; }

    [Description("Tells APIM who maintains the API. The operator fills in what is left out.")]
    [JsonPropertyName("definition_context")]
    public DefinitionContext? DefinitionContext { get; set; }

    [Description("Where the API is in its life on the portal: PUBLISHED shows it there.")]
    [Default(ApiLifecycleStates.Created)]
    [AllowedValues(
        ApiLifecycleStates.Created,
        ApiLifecycleStates.Published,
        ApiLifecycleStates.Unpublished,
        ApiLifecycleStates.Deprecated,
        ApiLifecycleStates.Archived)]
    [JsonPropertyName("lifecycle_state")]
    public string? LifecycleState { get; set; }

    [Description("Time of deployment in milliseconds since 1970. Usually left to the operator.")]
    public long? DeployedAt { get; set; }

    [Description("DEFAULT runs every flow that matches a request, BEST_MATCH only the one with the closest path.")]
    [Default(FlowModes.Default)]
    [AllowedValues(FlowModes.Default, FlowModes.BestMatch)]
    [JsonPropertyName("flow_mode")]
    public string? FlowMode { get; set; }

    [Description("Engine of the gateway that runs the API.")]
    [Default(ExecutionModes.V4Emulation)]
    [AllowedValues(ExecutionModes.V3, ExecutionModes.V4Emulation)]
    [JsonPropertyName("execution_mode")]
    public string? ExecutionMode { get; set; }

    [Description("Entrypoints of the API and the backends behind them.")]
    public Proxy? Proxy { get; set; }

    [Description("Policies for requests of every plan.")]
    [Default(Json = "[]")]
    public List<Flow>? Flows { get; set; }

    [Description("Ways to get access to the API. Gateways refuse calls to an API that has none.")]
    [Default(Json = "[]")]
    public List<Plan>? Plans { get; set; }

    [Description("Path patterns such as /products/:id under which analytics group requests.")]
    [JsonPropertyName("path_mappings")]
    public List<string>? PathMappings { get; set; }

    [Description("Wording of errors, by error key and then by media type (*/* for any).")]
    [JsonPropertyName("response_templates")]
    public Dictionary<string, Dictionary<string, ResponseTemplate>>? ResponseTemplates { get; set; }

    [Description("Services that run beside the API, such as health checks of its backends.")]
    public Services? Services { get; set; }

    [Description("Documentation of the API. The keys are yours and must stay the same.")]
    public Dictionary<string, Page>? Pages { get; set; }

    [Description("Filled in by the operator from notificationsRefs; do not set it.")]
    public ConsoleNotification? ConsoleNotificationConfiguration { get; set; }
}
