using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Security;

/// <summary>Who makes a request.</summary>
/// <param name="User">The account.</param>
internal sealed record Principal(DevUser User)
{
    public bool IsAdmin => User.Role == DevUser.Admin;

    /// <summary>May create and update APIs.</summary>
    public bool MayPublish => IsAdmin || User.Role == DevUser.Publisher;

    /// <summary>
    /// May act on this API. Nobody but an administrator may act on one that does not exist: APIM checks the membership first,
    /// so that others learn nothing about what exists.
    /// </summary>
    public bool MayManage(StoredApi? api) => IsAdmin || (api is not null && api.OwnerId == User.Id);

    /// <summary>May see this API.</summary>
    public bool MayRead(StoredApi? api) =>
        MayManage(api) || (api is not null && api.Members.Exists(member => member.UserId == User.Id));
}
