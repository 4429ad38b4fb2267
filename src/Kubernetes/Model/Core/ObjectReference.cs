namespace Gko.Kubernetes.Model.Core;

/// <summary>Points to an object, or to a field of it.</summary>
public sealed class ObjectReference
{
    /// <summary>Group and version.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The kind.</summary>
    public string? Kind { get; set; }

    /// <summary>The namespace; null for cluster-scoped objects.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Tells the object from a namesake.</summary>
    public string? Uid { get; set; }

    /// <summary>The version that is meant; null for whichever there is.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>The part of the object that is meant; null for all of it.</summary>
    public string? FieldPath { get; set; }
}
