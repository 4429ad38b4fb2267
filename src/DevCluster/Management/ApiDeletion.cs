using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management;

/// <summary>Deletes APIs of either version. Ids are free again at once.</summary>
internal sealed class ApiDeletion(ApiLifecycle lifecycle)
{
    public Reply Delete(Call call, StoredApi api, bool closePlans)
    {
        if (!api.FromKubernetes && api.State == "STARTED")
        {
            return call.Error(400, $"API [{api.Id}] is still running and must be stopped before being deleted !", "api.running", ("api", api.Id));
        }

        var open = api.Plans.Where(plan => plan.Text("status") == "PUBLISHED").Select(plan => plan.Text("name")).ToList();
        if (open.Count > 0 && !closePlans)
        {
            var names = string.Join(", ", open);
            return call.Error(400, $"Plan(s) [{names}] must be closed before being able to delete the API !", "api.notDeletable", ("plans", names));
        }

        lifecycle.Undeploy(api);
        call.Environment.Remove(api);
        return Reply.NoContent;
    }
}
