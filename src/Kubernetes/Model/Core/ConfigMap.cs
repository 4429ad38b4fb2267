namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> ConfigMap.</summary>
public sealed class ConfigMap : IResource<ConfigMap>
{
    /// <inheritdoc/>
    public static ResourceType<ConfigMap> Type { get; } = new("", "v1", "ConfigMap", "configmaps", true, KubeJson.Default.ConfigMap);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public Dictionary<string, string>? Data { get; set; }

    /// <summary>The decoded values; on the wire they are base64.</summary>
    public Dictionary<string, byte[]>? BinaryData { get; set; }

    public bool? Immutable { get; set; }
}
