using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>A kind that contains itself.</summary>
internal sealed class Matryoshka : IResource<Matryoshka>
{
    public static ResourceType<Matryoshka> Type { get; } =
        new("demo.io", "v1", "Matryoshka", "matryoshkas", false, GadgetJson.Default.Matryoshka);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    [Description("The next one.")]
    public MatryoshkaDoll? Spec { get; set; }
}

internal sealed class MatryoshkaDoll
{
    [Description("The next ones.")]
    public List<MatryoshkaDoll>? Inner { get; set; }
}
