using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks;

/// <summary>
/// What is the same for the review of every kind: objects on their way out pass, so that nothing holds up a finalizer; so do
/// objects of namespaces that are none of ours, with a warning, and updates that leave the spec as it is, because that was
/// reviewed when it was stored. The rest is up to the kind.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TSpec">Its spec.</typeparam>
public abstract class KindAdmission<T, TSpec> : IAdmissionValidator<T>
    where T : class, IResource<T>
    where TSpec : class, new()
{
    private readonly Func<T, TSpec?> _specOf;
    private readonly JsonTypeInfo<TSpec> _json;

    private protected KindAdmission(ReviewServices services, Func<T, TSpec?> specOf, JsonTypeInfo<TSpec> json) =>
        (Services, _specOf, _json) = (services, specOf, json);

    private protected ReviewServices Services { get; }

    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<T> context, CancellationToken ct)
    {
        var review = Review.Of(context, Services.Policy);
        if (context.Operation is AdmissionOperation.Delete)
        {
            if (context.OldObject is { Metadata.DeletionTimestamp: null } old && Services.Scope.Contains(context.Namespace))
            {
                await ReviewDeletionAsync(old, review, ct).ConfigureAwait(false);
            }
        }
        else if (context.Object is { Metadata.DeletionTimestamp: null } resource)
        {
            if (NeedsReview(resource, context.OldObject))
            {
                await ReviewInScopeAsync(resource, context.OldObject, review, ct).ConfigureAwait(false);
            }
            else if (context.OldObject is { } stored)
            {
                ReviewMetadata(resource, stored, review);
            }
        }

        return review.Verdicts.ToVerdict();
    }

    /// <summary>Whether a creation (<paramref name="old"/> is null then) or an update has to be looked at.</summary>
    private protected virtual bool NeedsReview(T resource, T? old) => old is null || !SpecChanges.None(_specOf(old), _specOf(resource), _json);

    /// <summary>Looks at a creation (<paramref name="old"/> is null then) or at an update of the spec.</summary>
    /// <param name="resource">As it would be stored; not to be changed.</param>
    /// <param name="old">As it is stored.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends at the deadline.</param>
    private protected abstract ValueTask ReviewAsync(T resource, T? old, Review review, CancellationToken ct);

    /// <summary>Looks at an update that need not be reviewed; most kinds have nothing to say about labels and the like.</summary>
    /// <param name="resource">As it would be stored; not to be changed.</param>
    /// <param name="old">As it is stored.</param>
    /// <param name="review">Gets the findings.</param>
    private protected virtual void ReviewMetadata(T resource, T old, Review review)
    {
    }

    /// <summary>Looks at a deletion; kinds that anybody may delete do not override it.</summary>
    /// <param name="resource">As it is stored; not to be changed.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends at the deadline.</param>
    private protected virtual ValueTask ReviewDeletionAsync(T resource, Review review, CancellationToken ct) => default;

    /// <summary>The spec with its templates evaluated; null, and errors among the findings, when one cannot be.</summary>
    private protected ValueTask<TSpec?> CompileAsync(T resource, Review review, CancellationToken ct) =>
        Services.Templates.CompileAsync(_specOf(resource) ?? new TSpec(), _json, review, ct);

    private async ValueTask ReviewInScopeAsync(T resource, T? old, Review review, CancellationToken ct)
    {
        if (Services.Scope.Contains(review.Namespace))
        {
            await ReviewAsync(resource, old, review, ct).ConfigureAwait(false);
        }
        else
        {
            review.Verdicts.Warn($"{T.Type.Kind} [{review.Key}] is not managed by this operator instance, which watches {Services.Scope}");
        }
    }
}
