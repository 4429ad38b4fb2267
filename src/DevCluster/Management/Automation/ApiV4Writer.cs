using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>
/// Creates or updates a V4 API by its cross id. Not a transaction, as in APIM: what fails late has been written in part, and
/// the same request again repairs it.
/// </summary>
internal sealed class ApiV4Writer(ManagementStore store, ApiV4Deployment deployment)
{
    private const string Technical = "io.gravitee.apim.core.exception.TechnicalDomainException";
    private const string Validation = "io.gravitee.apim.core.exception.ValidationDomainException";
    private const string NotDeployable = "io.gravitee.rest.api.service.exceptions.ApiNotDeployableException";
    private const string LifecycleChange = "io.gravitee.rest.api.service.exceptions.LifecycleStateChangeNotAllowedException";

    public Reply Write(Call call, ApiV4Request request, Findings findings)
    {
        var nothing = request.Spec["state"] is null ? "state" : request.Spec["visibility"] is null ? "visibility" : null;
        if (nothing is not null)
        {
            return Replies.Unexpected(call, "java.lang.NullPointerException", $"{nothing} is null");
        }

        var stored = call.Environment.FindByCrossId(request.CrossId);
        var failure = stored is null ? Create(call, request) : Update(call, stored, request);
        return failure ?? Reply.Ok(ApiV4State.OfWrite(call, request, stored?.Id ?? request.Id, findings));
    }

    private Reply? Create(Call call, ApiV4Request request)
    {
        if (store.FindApi(request.Id) is not null)
        {
            return Replies.Unexpected(call, Technical, $"An api with id [{request.Id}] is stored already");
        }

        var api = new StoredApi
        {
            Id = request.Id,
            CrossId = request.CrossId,
            EnvironmentId = call.Environment.Id,
            OwnerId = call.User.User.Id,
            CreatedAt = store.Now,
        };
        Fill(call, api, request);
        api.Plans = MergedPlans(api, request);
        call.Environment.Add(api);
        deployment.Create(api, request.Spec.Text("state")!);
        return null;
    }

    private Reply? Update(Call call, StoredApi api, ApiV4Request request)
    {
        if (!api.IsV4 || api.Definition.Text("type") != request.Type)
        {
            return Replies.Unexpected(call, Validation, "You are not allowed to change the API type");
        }

        if (!MayBecome(api.Lifecycle, request.Lifecycle))
        {
            return Replies.Unexpected(call, LifecycleChange, $"The API lifecycle state cannot be changed to {request.Lifecycle}.");
        }

        var reopened = request.Plans.Find(plan => plan.Text("status") != "CLOSED" && StoredPlan(api, plan.Text("id")).Text("status") == "CLOSED");
        Fill(call, api, request);
        if (reopened is not null)
        {
            return Replies.Unexpected(call, Validation, $"Invalid status for planToUpdate '{reopened.Text("name")}'");
        }

        api.Plans = MergedPlans(api, request);
        api.SubscribedPlans.RemoveAll(id => StoredPlan(api, id) is null);
        return deployment.Update(api, request.Spec.Text("state")!) is { } failure ? Replies.Unexpected(call, NotDeployable, failure) : null;
    }

    private static bool MayBecome(string before, string after) => before switch
    {
        "ARCHIVED" => after == "ARCHIVED",
        // Not even to what it is: APIM refuses every other write of a deprecated API.
        "DEPRECATED" => after == "ARCHIVED",
        "UNPUBLISHED" => after != "CREATED",
        _ => true,
    };

    private void Fill(Call call, StoredApi api, ApiV4Request request)
    {
        api.Spec = request.Spec;
        api.Definition = request.Deployed;
        api.Hrid = request.Hrid;
        api.OwnerId = call.User.User.Id;
        api.UpdatedAt = store.Now;
        api.Paths = request.Paths;
        api.Hosts = KafkaHostRules.Claimed(request.Spec);
        api.Lifecycle = request.Lifecycle;
        api.Visibility = request.Spec.Text("visibility")!;
        api.NotifyMembers = request.Spec.Flag("notifyMembers") ?? true;
        api.Groups = [.. request.Groups.Select(group => group.Id)];
        api.Categories = request.Categories;
        api.Members = request.Members;
        api.Notification = request.Spec["consoleNotification"]?.DeepClone() as JsonObject;
        api.Pages = request.Pages;
        api.AddMetadata(request.Spec.Objects("metadata"));
    }

    /// <summary>Plans are known by their id. Those that the request does not have are gone, and their subscriptions with them.</summary>
    private List<JsonObject> MergedPlans(StoredApi api, ApiV4Request request)
    {
        foreach (var plan in request.Plans)
        {
            var known = StoredPlan(api, plan.Text("id"));
            plan["created_at"] = known?["created_at"]?.DeepClone() ?? store.Now;
            plan["updated_at"] = store.Now;
            plan["published_at"] = plan.Text("status") is "PUBLISHED" or "DEPRECATED" ? known?["published_at"]?.DeepClone() ?? store.Now : null;
            plan["closed_at"] = plan.Text("status") == "CLOSED" ? known?["closed_at"]?.DeepClone() ?? store.Now : null;
            plan["order"] = request.Plans.IndexOf(plan) + 1;
        }

        return request.Plans;
    }

    private static JsonObject? StoredPlan(StoredApi api, string? id) => api.Plans.Find(plan => plan.Text("id") == id);
}
