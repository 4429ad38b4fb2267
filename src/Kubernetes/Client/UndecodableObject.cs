using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>An object whose JSON does not fit its class; the rest of the stream or list is unaffected.</summary>
/// <param name="Key">Which object, as far as its metadata could be read.</param>
/// <param name="ResourceVersion">Its version, if it could be read.</param>
/// <param name="Error">Which field is wrong and how.</param>
public sealed record UndecodableObject(ObjectKey Key, string? ResourceVersion, string Error);
