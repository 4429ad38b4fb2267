using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What must not change once an application exists: whether an identity provider knows it, and as what.</summary>
internal static class ApplicationChanges
{
    /// <summary>Adds an error for each change.</summary>
    /// <param name="before">As stored.</param>
    /// <param name="now">As it would be stored.</param>
    /// <param name="review">Gets the findings.</param>
    public static void Check(ApplicationSettings? before, ApplicationSettings? now, Review review)
    {
        if (before?.OAuth is not null && now?.App is not null)
        {
            review.Verdicts.Error("moving from OAuth to simple settings is not allowed", "spec.settings.app");
        }

        if (before?.App is not null && now?.OAuth is not null)
        {
            review.Verdicts.Error("moving from simple to Oauth settings is not allowed", "spec.settings.oauth");
        }

        if ((before?.OAuth?.ApplicationType ?? "") != (now?.OAuth?.ApplicationType ?? ""))
        {
            review.Verdicts.Error("updating OAuth application type is not allowed", "spec.settings.oauth.applicationType");
        }
    }
}
