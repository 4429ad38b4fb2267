using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Follows references to single objects on behalf of an author, who has to be allowed to read them.</summary>
internal sealed class ReferenceReview(CrossNamespaceAccess access, WatchScope scope)
{
    // What the API server lets objects be called.
    private const int LongestName = 253;
    private const int LongestNamespace = 63;

    /// <summary>The object that is meant; null, and an error among the findings, when it cannot be had.</summary>
    /// <param name="lookup">Where to look.</param>
    /// <param name="reference">Names it.</param>
    /// <param name="message">What to say when it cannot be had; the reason is appended after a colon.</param>
    /// <param name="field">Where the reference stands.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<T?> FindAsync<T>(
        ObjectLookup<T> lookup, NamespacedReference reference, string message, string field, Review review, CancellationToken ct)
        where T : class, IResource<T>
    {
        var target = Resolution.References.Target(reference, review.Namespace);
        if (!await MayReadAsync(T.Type, target, field, review, ct).ConfigureAwait(false))
        {
            return null;
        }

        var found = await lookup.FindAsync(target, new ReadLog(), ct).ConfigureAwait(false);
        if (found.TryGet(out var value, out var reason))
        {
            return value;
        }

        review.Verdicts.Error($"{message}: {reason}", field);
        return null;
    }

    /// <summary>
    /// Whether the author may be told about the object; if not, an error is among the findings. What is out of the operator's
    /// reach is not asked about: it is never read, and reported as such.
    /// </summary>
    public async ValueTask<bool> MayReadAsync(ResourceType type, ObjectKey target, string field, Review review, CancellationToken ct)
    {
        if (target.Name.Length > LongestName || target.Namespace?.Length > LongestNamespace)
        {
            review.Verdicts.Error($"no {type.Kind} can have a name or a namespace as long as this; correct the reference", field);
            return false;
        }

        return target.Name.Length == 0
            || !scope.Contains(target.Namespace)
            || await access.CheckAsync(type, target, field, review, ct).ConfigureAwait(false);
    }
}
