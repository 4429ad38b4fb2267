using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model;

/// <summary>
/// The part of <c>metadata</c> that an operator reads. <c>managedFields</c> is left out on purpose: it is often larger
/// than the object and is skipped while parsing. Never write an object back whole: patch it.
/// </summary>
public sealed class ObjectMeta
{
    /// <summary>Unique within the kind and the namespace.</summary>
    public string? Name { get; set; }

    /// <summary>The beginning of the name that the API server is to make up when <see cref="Name"/> is null.</summary>
    public string? GenerateName { get; set; }

    /// <summary>Null for cluster-scoped objects.</summary>
    public string? Namespace { get; set; }

    /// <summary>Tells the object from others that had its name before or have it later.</summary>
    public string? Uid { get; set; }

    /// <summary>Changes with every write, whatever it writes.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Grows with each change of the spec and when a deletion starts; not with status or metadata edits.</summary>
    public long? Generation { get; set; }

    /// <summary>When the API server stored the object first.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>Set once deletion was asked for; the object then lives on until its finalizers are gone.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? DeletionTimestamp { get; set; }

    /// <summary>What selectors look at.</summary>
    public Dictionary<string, string>? Labels { get; set; }

    /// <summary>What programs and people note about the object.</summary>
    public Dictionary<string, string>? Annotations { get; set; }

    /// <summary>Who must still clean up before the object can go.</summary>
    public List<string>? Finalizers { get; set; }

    /// <summary>With which objects this one goes.</summary>
    public List<OwnerReference>? OwnerReferences { get; set; }
}
