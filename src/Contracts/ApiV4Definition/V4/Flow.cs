using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Policies for what the selectors match.</summary>
public sealed class Flow
{
    [Description("Id of the flow in APIM, as exports contain it. Not needed.")]
    public string? Id { get; set; }

    [Description("Name of the flow, shown in the console.")]
    public string? Name { get; set; }

    [Description("Whether the flow is used.")]
    [Required]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("What the flow is for. Each has a type (HTTP, CHANNEL, CONDITION or MCP) and what goes with it, such as a path.")]
    [PreserveUnknownFields]
    public List<JsonElement>? Selectors { get; set; }

    [Description("Policies for the request, in order. Not for NATIVE APIs.")]
    public List<Step>? Request { get; set; }

    [Description("Policies for the response, in order. Not for NATIVE APIs.")]
    public List<Step>? Response { get; set; }

    [Description("Policies for messages to the client, in order. For MESSAGE and NATIVE APIs.")]
    public List<Step>? Subscribe { get; set; }

    [Description("Policies for messages from the client, in order. For MESSAGE and NATIVE APIs.")]
    public List<Step>? Publish { get; set; }

    [Description("Policies for new connections, in order. For NATIVE APIs.")]
    public List<Step>? Connect { get; set; }

    [Description("Policies for all that client and broker say to each other, in order. For NATIVE APIs.")]
    public List<Step>? Interact { get; set; }

    [Description("Sharding tags: only gateways that carry one of them use the flow.")]
    public List<string>? Tags { get; set; }
}
