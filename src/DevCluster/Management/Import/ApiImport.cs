using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>The import of v2 APIs: validate, then create or update by cross id.</summary>
internal sealed class ApiImport(ManagementStore store, ApiLifecycle lifecycle)
{
    /// <summary>What of a request is kept; APIM ignores what it does not know.</summary>
    private static readonly string[] Kept =
    [
        "name", "version", "description", "gravitee", "execution_mode", "flow_mode", "proxy", "flows", "resources", "properties",
        "services", "response_templates", "path_mappings", "tags", "labels", "picture", "background",
    ];

    public Reply Import(Call call)
    {
        if (!call.User.MayPublish)
        {
            return Replies.Forbidden(call);
        }

        if (JsonText.ParseObject(call.Body) is not { } body)
        {
            return call.Error(400, "The request body is not a JSON object");
        }

        if (RequestRules.Check(call, body) is { } refusal)
        {
            return refusal;
        }

        var findings = new Findings();
        var desired = new DesiredApi
        {
            Body = body,
            Paths = PathRules.OfProxy(call.Environment, body, findings),
            Categories = AccessRules.Categories(call.Environment, body, findings),
            Members = AccessRules.Members(call.Environment, store, call.User, body, findings),
            Groups = AccessRules.Groups(call.Environment, body, findings),
        };
        AccessRules.Notification(body["consoleNotificationConfiguration"] as JsonObject, desired.Groups, group => group.Name, findings);
        PageRules.Check(Pages(body), findings);
        return call.Flag("dryRun") ? Reply.Ok(Status(call, desired, desired.Id, findings, []))
            : findings.Severe.Count > 0 ? new(400, findings.ToJson())
            : Apply(call, desired, findings);
    }

    private static IEnumerable<(string Key, JsonObject Page)> Pages(JsonObject body) =>
        (body["pages"] as JsonObject ?? []).Where(page => page.Value is JsonObject).Select(page => (page.Key, page.Value!.AsObject()));

    private Reply Apply(Call call, DesiredApi desired, Findings findings)
    {
        var stored = call.Environment.FindByCrossId(desired.CrossId);
        var refusal = stored is null ? CreationRefusal(call, desired.Id) : UpdateRefusal(call, stored, desired);
        if (refusal is not null)
        {
            return refusal;
        }

        var isNew = stored is null;
        if (stored is null)
        {
            stored = new()
            {
                Id = desired.Id,
                CrossId = desired.CrossId,
                EnvironmentId = call.Environment.Id,
                OwnerId = call.User.User.Id,
                CreatedAt = store.Now,
            };
            call.Environment.Add(stored);
        }

        Write(stored, desired, call.User.User.Id, isNew);
        if (stored.SyncedFromManagement)
        {
            lifecycle.Deploy(stored);
        }

        var wanted = desired.Body.Text("state")?.ToUpperInvariant() ?? "STARTED";
        if (isNew || stored.State != wanted)
        {
            lifecycle.Switch(stored, wanted);
        }

        return Reply.Ok(Status(call, desired, stored.Id, findings, stored.Plans));
    }

    private Reply? CreationRefusal(Call call, string id) =>
        !Guid.TryParse(id, out _) ? call.Error(400, $"The id [{id}] must be a UUID", "invalid")
        : store.FindApi(id) is not null
            ? call.Error(400, $"An api [{id}] already exists.", "api.exists", ("api", id))
        : null;

    private static Reply? UpdateRefusal(Call call, StoredApi stored, DesiredApi desired)
    {
        if (stored.IsV4)
        {
            return call.Error(400, $"The API [{stored.Id}] has another definition version.", "api.definitionVersion.invalid");
        }

        var wanted = desired.Lifecycle;
        var isIllegal = stored.Lifecycle switch
        {
            "ARCHIVED" => true,
            "DEPRECATED" => wanted != "DEPRECATED",
            "UNPUBLISHED" => wanted == "CREATED",
            _ => false,
        };
        if (isIllegal)
        {
            return call.Error(400, $"The API lifecycle state cannot be changed to {wanted}.", "api.lifecycleState.invalid");
        }

        var staying = desired.Body.Objects("plans").Select(plan => plan.Text("crossId")).ToHashSet();
        var isBlocked = stored.Plans.Exists(plan => !staying.Contains(plan.Text("crossId")) && IsInUse(stored, plan));
        return isBlocked
            ? call.Error(
                400, "You can't delete a plan with existing subscriptions. Please close it instead.", "plan.notDeletable")
            : null;
    }

    private static bool IsInUse(StoredApi api, JsonObject plan) =>
        plan.Text("status") is "PUBLISHED" or "DEPRECATED" && plan.Text("security") != "KEY_LESS"
        && api.SubscribedPlans.Contains(plan.Text("id") ?? "");

    private void Write(StoredApi api, DesiredApi desired, string caller, bool isNew)
    {
        var body = desired.Body;
        api.UpdatedAt = store.Now;
        api.OwnerId = caller;
        api.Definition = JsonText.Pick(body, Kept);
        api.Paths = desired.Paths;
        api.Lifecycle = desired.Lifecycle;
        api.Visibility = body.Text("visibility")?.ToUpperInvariant() ?? "PRIVATE";
        api.NotifyMembers = body.Flag("notifyMembers") ?? !(body.Flag("disable_membership_notifications") ?? false);
        var context = body["definition_context"];
        api.Origin = context.Text("origin")?.ToLowerInvariant() ?? api.Origin;
        api.Mode = context.Text("mode")?.ToLowerInvariant() ?? api.Mode;
        api.SyncFrom = context.Text("syncFrom")?.ToLowerInvariant() ?? "management";
        api.Groups = [.. desired.Groups.Select(group => group.Name)];
        api.Categories = desired.Categories;
        api.Members = desired.Members;
        api.Notification = body["consoleNotificationConfiguration"]?.DeepClone() as JsonObject;
        api.Plans = PlanMatching.Plans(api, body.Objects("plans"), isNew, store.Now);
        api.Pages = PlanMatching.Pages(api, body["pages"] as JsonObject ?? []);
        api.AddMetadata(body.Objects("metadata"));
    }

    private static JsonObject Status(Call call, DesiredApi desired, string id, Findings findings, List<JsonObject> plans)
    {
        var ids = new JsonObject();
        foreach (var plan in plans)
        {
            ids[plan.Text("crossId") ?? ""] = plan.Text("id");
        }

        return new JsonObject
        {
            ["organizationId"] = call.Environment.OrganizationId,
            ["environmentId"] = call.Environment.Id,
            ["id"] = id,
            ["crossId"] = desired.CrossId,
            ["state"] = desired.Body.Text("state"),
            ["plans"] = ids,
            ["errors"] = findings.ToJson(),
        }.WithoutNulls();
    }

    /// <summary>The request after its references were resolved.</summary>
    private sealed class DesiredApi
    {
        public required JsonObject Body { get; init; }

        public required List<ContextPath> Paths { get; init; }

        public required List<string> Categories { get; init; }

        public required List<StoredMember> Members { get; init; }

        public required List<DevGroup> Groups { get; init; }

        public string Id => Body.Text("id") ?? "";

        public string CrossId => Body.Text("crossId") ?? "";

        public string Lifecycle => Body.Text("lifecycle_state")?.ToUpperInvariant() ?? "CREATED";
    }
}
