using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Tells who deletes an object that others still refer to that it will stay, or that they will miss it.</summary>
internal static class InUseReview
{
    /// <summary>Adds a finding that names the others, if there are any.</summary>
    /// <param name="users">Those who refer to the object.</param>
    /// <param name="review">Gets the finding.</param>
    public static void Check(IReadOnlyList<Users> users, Review review)
    {
        if (users.Count > 0)
        {
            review.Verdicts.Soft(
                CheckIds.InUse, $"[{review.Name}] is still used by {Users.Describe(users)}: delete these first, or take the reference out of them");
        }
    }
}
