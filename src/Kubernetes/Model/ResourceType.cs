using System.Text;

namespace Gko.Kubernetes.Model;

/// <summary>Where a kind lives in the Kubernetes API. See <see cref="ResourceType{T}"/> for the typed form.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version, such as <c>v1alpha1</c>.</param>
/// <param name="Kind">Kind, such as <c>Widget</c>.</param>
/// <param name="Plural">Lower-case plural used in paths.</param>
/// <param name="Namespaced">Whether objects live in a namespace.</param>
public record ResourceType(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>The wire form: <c>group/version</c>, or just the version for the core group.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name a CustomResourceDefinition has and that RBAC and kubectl use: <c>plural.group</c>.</summary>
    public string QualifiedName { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The request path of a collection, an object or a subresource, without a leading host.</summary>
    /// <param name="namespace">Null for all namespaces and for cluster-scoped kinds.</param>
    /// <param name="name">Null for the collection.</param>
    /// <param name="subresource">For example <c>status</c>; needs a name.</param>
    public string Path(string? @namespace, string? name = null, string? subresource = null)
    {
        var path = new StringBuilder(96);
        path.Append(Group.Length == 0 ? "/api/" : "/apis/").Append(ApiVersion);
        if (Namespaced && @namespace is not null)
        {
            path.Append("/namespaces/").Append(Uri.EscapeDataString(@namespace));
        }

        path.Append('/').Append(Plural);
        if (name is not null)
        {
            path.Append('/').Append(Uri.EscapeDataString(name));
        }

        if (subresource is not null)
        {
            path.Append('/').Append(subresource);
        }

        return path.ToString();
    }
}
