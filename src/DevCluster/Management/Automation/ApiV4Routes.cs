using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of APIs.</summary>
internal sealed class ApiV4Routes(ManagementStore store, ApiLifecycle lifecycle)
{
    public void MapTo(RouteTable routes)
    {
        var import = new ApiV4Import(store, new(store, new(lifecycle)));
        var deletion = new ApiDeletion(lifecycle);
        routes
            .Map("PUT", "apis", import.Put)
            .Map("GET", "apis/{id}", call =>
                !call.User.MayRead(Judged(call)) ? Replies.Forbidden(call)
                : Find(call) is { } api ? Reply.Ok(ApiV4State.OfStored(call.Environment, api, store))
                : Replies.NoSuchHrid(call))
            .Map("DELETE", "apis/{id}", call =>
                !call.User.MayManage(Judged(call)) ? Replies.Forbidden(call)
                : Find(call) is { } api ? deletion.Delete(call, api, closePlans: true)
                : Replies.NoSuchHrid(call));
    }

    /// <summary>
    /// The API whose members are asked whether the caller may. APIM goes by another flag here than where it looks the API up,
    /// so that a UUID with only the documented flag is forbidden to all but administrators.
    /// </summary>
    private static StoredApi? Judged(Call call) => V4(call, "hridContainsApiUUID");

    private static StoredApi? Find(Call call) => V4(call, "hridContainsUUID");

    private static StoredApi? V4(Call call, string flag) =>
        call.Environment.Find(AutomationIds.Addressed(call, flag)) is { IsV4: true } api ? api : null;
}
