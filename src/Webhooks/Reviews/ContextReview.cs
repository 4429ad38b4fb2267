using Gko.Contracts;
using Gko.Apim.Connections;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Follows references to ManagementContexts up to a connection to their APIM.</summary>
internal sealed class ContextReview(ReferenceReview references, ContextResolver contexts)
{
    /// <summary>Where an object stands that refers to its context itself.</summary>
    public const string Field = "spec.contextRef";

    /// <summary>The connection; null, and an error among the findings, when the context does not exist or cannot be used.</summary>
    /// <param name="reference">As the object under review has it.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<ApimConnection?> ConnectAsync(NamespacedReference reference, Review review, CancellationToken ct) =>
        await references.MayReadAsync(
            ManagementContext.Type, Resolution.References.Target(reference, review.Namespace), Field, review, ct).ConfigureAwait(false)
            ? await ConnectAsync(reference, review.Namespace, Field, review, ct).ConfigureAwait(false)
            : null;

    /// <summary>The connection of a context that another object refers to, which its author was allowed to do.</summary>
    /// <param name="reference">As that other object has it.</param>
    /// <param name="owner">The namespace of that other object.</param>
    /// <param name="field">Where the object under review refers to the other one.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<ApimConnection?> ConnectAsync(
        NamespacedReference reference, string? owner, string field, Review review, CancellationToken ct)
    {
        var context = await contexts.ResolveAsync(reference, owner, ct).ConfigureAwait(false);
        if (context.TryGet(out var resolved, out var problem))
        {
            return resolved.Connection;
        }

        review.Verdicts.Error($"resource [{review.Name}] references {problem.Message}", field);
        return null;
    }
}
