using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Identifiers;

/// <summary>Human-readable ids, by which the Automation API knows objects; every bit of them is contract.</summary>
public static class Hrids
{
    /// <summary>
    /// The id of an object: <c>namespace-name</c>. It is ambiguous (<c>a-b</c>/<c>c</c> and <c>a</c>/<c>b-c</c>), which only a
    /// look at the other objects can tell.
    /// </summary>
    public static string Of(ObjectMeta metadata) => $"{metadata.Namespace}-{metadata.Name}";

    /// <summary>The id of an object that another refers to, which is in the same namespace when the reference names none.</summary>
    public static string Of(NamespacedReference reference, ObjectMeta owner) =>
        $"{(string.IsNullOrEmpty(reference.Namespace) ? owner.Namespace : reference.Namespace)}-{reference.Name}";

    /// <summary>The id of a plan or page: its key with each space and dot replaced; different keys may give the same id.</summary>
    public static string OfKey(string key) => key.Replace(' ', '-').Replace('.', '-');
}
