using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model;

/// <summary>A reference to the object that owns this one; the garbage collector deletes the owned one with it.</summary>
public sealed class OwnerReference
{
    /// <summary>Group and version of the owner.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>The owner's kind.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The owner's name; it lives in the same namespace, or in none.</summary>
    public string Name { get; set; } = "";

    /// <summary>Tells the owner from a namesake.</summary>
    public string Uid { get; set; } = "";

    /// <summary>Whether this owner is the one that keeps the object as it is; at most one of the owners.</summary>
    public bool? Controller { get; set; }

    /// <summary>Whether the owner, deleted in the foreground, waits until this object is gone.</summary>
    public bool? BlockOwnerDeletion { get; set; }

    /// <summary>The group of <see cref="ApiVersion"/>; empty for the core group.</summary>
    [JsonIgnore]
    public string Group => ApiVersion.IndexOf('/') is var slash && slash > 0 ? ApiVersion[..slash] : "";

    /// <summary>The reference that makes <paramref name="owner"/> the controller of the object that carries it.</summary>
    public static OwnerReference ToController<T>(T owner)
        where T : class, IResource<T> => new()
        {
            ApiVersion = T.Type.ApiVersion,
            Kind = T.Type.Kind,
            Name = owner.Metadata.Name ?? "",
            Uid = owner.Metadata.Uid ?? "",
            Controller = true,
            BlockOwnerDeletion = true,
        };

    /// <summary>The key of the controller of an object, if it is of that kind, in any version of it; otherwise null.</summary>
    public static ObjectKey? ToControllerOf<T>(IResource resource)
        where T : class, IResource<T> =>
        resource.Metadata.OwnerReferences?.Find(owner => owner.Controller is true) is { } controller
        && controller.Kind == T.Type.Kind && controller.Group == T.Type.Group
            ? new ObjectKey(T.Type.Namespaced ? resource.Metadata.Namespace : null, controller.Name)
            : null;
}
