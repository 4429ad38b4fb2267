using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A policy by name and settings.</summary>
public sealed class Policy
{
    [Description("Plugin that implements the policy.")]
    public string? Name { get; set; }

    [Description("Settings of that policy, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
