using Gko.Apim.Identifiers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Keeps an object from overwriting another one in APIM that has the same human-readable id there.</summary>
internal static class HridReview
{
    // What the Automation API takes.
    private const int MaxLength = 256;

    /// <summary>Tells the author of a name that makes too long an id for APIM.</summary>
    /// <param name="resource">As it would be stored.</param>
    /// <param name="review">Gets the findings.</param>
    public static void CheckLength(IResource resource, Review review)
    {
        if (Hrids.Of(resource.Metadata).Length is > MaxLength and var length)
        {
            review.Verdicts.Soft(
                CheckIds.Names, $"namespace and name make an id of {length} characters, of which APIM takes {MaxLength}: choose a shorter name", "metadata.name");
        }
    }

    /// <summary>Adds an error, or a warning where the administrator prefers that, when an older object has the id.</summary>
    /// <param name="owners">Who has which id.</param>
    /// <param name="resource">As it would be stored.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public static async ValueTask CheckAsync<T>(HridOwners<T> owners, T resource, Review review, CancellationToken ct) where T : class, IResource<T>
    {
        CheckLength(resource, review);

        // Without a name there is no id yet: the API server will add something random to it.
        if (review.Name.Length == 0
            || await owners.FindOwnerAsync(resource, new ReadLog(), ct).ConfigureAwait(false) is not { } conflict)
        {
            return;
        }

        review.Verdicts.Add([conflict.ToProblem(ReferenceKey.Of(resource))]);
    }
}
