using Gko.Contracts;
using Gko.Apim.Connections;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Follows references to ManagementContexts up to a connection to their APIM.</summary>
internal sealed class ContextReview(ReferenceReview references, ContextResolver contexts)
{
    /// <summary>Where an object stands that refers to its context itself.</summary>
    public const string Field = "spec.contextRef";

    /// <summary>Adds upstream's error when an object that cannot do without a context names none.</summary>
    /// <param name="reference">As the object under review has it.</param>
    /// <param name="review">Gets the finding.</param>
    public static void Require(NamespacedReference? reference, Review review)
    {
        if (reference is null)
        {
            review.Verdicts.Error(
                $"no managementcontexts reference to resolve in namespace {review.Namespace}: name a ManagementContext in spec.contextRef", Field);
        }
    }

    /// <summary>The connection; null, and an error among the findings, when the context does not exist or cannot be used.</summary>
    /// <param name="reference">As the object under review has it; null for none, and then there is no connection and no error.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<ApimConnection?> ConnectAsync(NamespacedReference? reference, Review review, CancellationToken ct) =>
        reference is not null && await references.MayReadAsync(
            ManagementContext.Type, Resolution.References.Target(reference, review.Namespace), Field, review, ct).ConfigureAwait(false)
            ? await ConnectAsync(reference, review.Namespace, Field, review, ct).ConfigureAwait(false)
            : null;

    /// <summary>The connection of a context that another object refers to, which its author was allowed to do.</summary>
    /// <param name="reference">As that other object has it; null for none, and then there is no connection and no error.</param>
    /// <param name="owner">The namespace of that other object.</param>
    /// <param name="field">Where the object under review refers to the other one.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<ApimConnection?> ConnectAsync(
        NamespacedReference? reference, string? owner, string field, Review review, CancellationToken ct)
    {
        if (reference is null)
        {
            return null;
        }

        var context = await contexts.ResolveAsync(reference, owner, ct).ConfigureAwait(false);
        if (context.TryGet(out var resolved, out var problem))
        {
            return resolved.Connection;
        }

        review.Verdicts.Error($"resource [{review.Name}] references {problem.Message}", field);
        return null;
    }

    /// <summary>Tells the author of an update that moves an object to another context that what is in the old one stays there.</summary>
    /// <param name="before">As the stored object has it; null for no context.</param>
    /// <param name="now">As the object under review has it; null for no context.</param>
    /// <param name="review">Gets the findings.</param>
    public static void CheckChange(NamespacedReference? before, NamespacedReference? now, Review review)
    {
        if (Target(before, review) is { } left && left != Target(now, review))
        {
            review.Verdicts.Soft(
                CheckIds.ContextChange, $"[{review.Name}] leaves the management context [{left}]: what is there stays, and nobody looks after it any more; delete the object and create it anew to move it", Field);
        }
    }

    private static ObjectKey? Target(NamespacedReference? reference, Review review) =>
        reference is { Name.Length: > 0 } ? Resolution.References.Target(reference, review.Namespace) : null;
}
