using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>A kind that uses everything the generator knows.</summary>
[Description("A gadget.")]
[ShortNames("gd")]
[Categories("all", "toys")]
[PrinterColumn("Size", "integer", ".spec.size", Description = "How big.", Priority = 1)]
[PrinterColumn("Age", "date", ".metadata.creationTimestamp")]
[CelRule("has(self.spec)", Message = "a gadget needs a spec")]
internal sealed class Gadget : IResource<Gadget>, IHasStatus<GadgetStatus>
{
    public static ResourceType<Gadget> Type { get; } = new("demo.io", "v1", "Gadget", "gadgets", true, GadgetJson.Default.Gadget);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    [Description("Wanted.")]
    public GadgetSpec? Spec { get; set; }

    [Description("Seen.")]
    public GadgetStatus? Status { get; set; }
}
