using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>A kind with a field that nobody described.</summary>
internal sealed class Mystery : IResource<Mystery>
{
    public static ResourceType<Mystery> Type { get; } =
        new("demo.io", "v1", "Mystery", "mysteries", false, GadgetJson.Default.Mystery);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public string? Spec { get; set; }
}
