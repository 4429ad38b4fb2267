using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Where the messages of a PUSH plan are sent to.</summary>
public sealed class ConsumerConfiguration
{
    [Description("Entrypoint plugin that sends them, such as webhook.")]
    [Required]
    public string? EntrypointId { get; set; }

    [Description("Channel whose messages are sent; left out, all of the API's.")]
    public string? Channel { get; set; }

    [Description("Settings of that plugin, such as callbackUrl, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? EntrypointConfiguration { get; set; }
}
