namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> ConfigMap.</summary>
public sealed class ConfigMap : IResource<ConfigMap>
{
    /// <inheritdoc/>
    public static ResourceType<ConfigMap> Type { get; } = new("", "v1", "ConfigMap", "configmaps", true, KubeJson.Default.ConfigMap);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The values that are text.</summary>
    public Dictionary<string, string>? Data { get; set; }

    /// <summary>The decoded values; on the wire they are base64.</summary>
    public Dictionary<string, byte[]>? BinaryData { get; set; }

    /// <summary>Whether the API server refuses changes of the values.</summary>
    public bool? Immutable { get; set; }
}
