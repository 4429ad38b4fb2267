using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management;

/// <summary>Lets through who may; the others do not even learn whether the API exists.</summary>
internal static class ApiGuard
{
    public static Func<Call, Reply> Readable(Func<Call, StoredApi?> find, Func<Call, StoredApi, Reply> handler) => call =>
        find(call) is var api && !call.User.MayRead(api) ? Replies.Forbidden(call)
        : api is null ? Replies.NoSuchApi(call)
        : handler(call, api);

    public static Func<Call, Reply> Managed(Func<Call, StoredApi?> find, Func<Call, StoredApi, Reply> handler) => call =>
        find(call) is var api && !call.User.MayManage(api) ? Replies.Forbidden(call)
        : api is null ? Replies.NoSuchApi(call)
        : handler(call, api);
}
