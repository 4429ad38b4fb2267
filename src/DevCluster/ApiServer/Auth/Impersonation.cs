using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Lets a user act as another, when they may.</summary>
internal static class Impersonation
{
    /// <exception cref="ApiStatusException">403: the user may not impersonate.</exception>
    public static ApiUser Apply(HttpRequest request, ApiUser user, RbacAuthorizer authorizer)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        if (name.Length == 0)
        {
            return user;
        }

        authorizer.Demand(user, new AccessRequest("impersonate") { Resource = "users", Name = name });
        var groups = request.Headers["Impersonate-Group"].OfType<string>().ToList();
        foreach (var group in groups)
        {
            authorizer.Demand(user, new AccessRequest("impersonate") { Resource = "groups", Name = group });
        }

        // A service account has its own groups, unless the caller names some.
        return groups.Count == 0 && name.Split(':') is ["system", "serviceaccount", var ns, var account]
            ? ApiUser.ServiceAccount(ns, account, "")
            : ApiUser.Authenticated(name, groups);
    }
}
