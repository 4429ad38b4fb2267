using System.Text.Json.Serialization.Metadata;

namespace Gko.Kubernetes.Model;

/// <summary>A <see cref="ResourceType"/> together with how its objects are read and written.</summary>
/// <typeparam name="T">The class of the kind's objects.</typeparam>
/// <param name="Json">Source-generated JSON metadata of <typeparamref name="T"/>.</param>
public sealed record ResourceType<T>(
    string Group, string Version, string Kind, string Plural, bool Namespaced, JsonTypeInfo<T> Json)
    : ResourceType(Group, Version, Kind, Plural, Namespaced)
    where T : class;
