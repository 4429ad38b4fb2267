namespace Gko.Kubernetes.Model;

/// <summary>A kind that knows its own place in the API, so that generic code needs no registry and no reflection.</summary>
/// <typeparam name="TSelf">The implementing class itself.</typeparam>
public interface IResource<TSelf> : IResource where TSelf : class, IResource<TSelf>
{
    /// <summary>Group, version, kind, plural, scope and JSON metadata of the kind.</summary>
    static abstract ResourceType<TSelf> Type { get; }
}
