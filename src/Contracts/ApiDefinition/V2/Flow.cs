using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Policies for the requests that match a path, methods and a condition.</summary>
public sealed class Flow
{
    [Description("Id of the flow in APIM. Left out, the operator derives one.")]
    public string? Id { get; set; }

    [Description("Name of the flow, shown in the console.")]
    public string? Name { get; set; }

    [Description("Whether the flow is used.")]
    [Required]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("Which paths the flow is for.")]
    [JsonPropertyName("path-operator")]
    public PathOperator? PathOperator { get; set; }

    [Description("Which HTTP methods the flow is for; empty means all.")]
    [Default(Json = "[]")]
    [HttpMethod]
    public List<string>? Methods { get; set; }

    [Description("Expression that a request must meet.")]
    public string? Condition { get; set; }

    [Description("On which gateways the flow is deployed; empty means all.")]
    [Default(Json = "[]")]
    public List<Consumer>? Consumers { get; set; }

    [Description("Policies for the request, in order.")]
    [Default(Json = "[]")]
    public List<Step>? Pre { get; set; }

    [Description("Policies for the response, in order.")]
    [Default(Json = "[]")]
    public List<Step>? Post { get; set; }
}
