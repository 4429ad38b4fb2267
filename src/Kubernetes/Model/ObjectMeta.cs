using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model;

/// <summary>
/// The part of <c>metadata</c> that an operator reads. <c>managedFields</c> is left out on purpose: it is often larger
/// than the object and is skipped while parsing. Never write an object back whole: patch it.
/// </summary>
public sealed class ObjectMeta
{
    public string? Name { get; set; }

    public string? GenerateName { get; set; }

    public string? Namespace { get; set; }

    public string? Uid { get; set; }

    public string? ResourceVersion { get; set; }

    /// <summary>Grows with each change of the spec and when a deletion starts; not with status or metadata edits.</summary>
    public long? Generation { get; set; }

    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>Set once deletion was asked for; the object then lives on until its finalizers are gone.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? DeletionTimestamp { get; set; }

    public Dictionary<string, string>? Labels { get; set; }

    public Dictionary<string, string>? Annotations { get; set; }

    public List<string>? Finalizers { get; set; }

    public List<OwnerReference>? OwnerReferences { get; set; }
}
