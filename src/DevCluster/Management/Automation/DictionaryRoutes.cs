using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of dictionaries. Every write deploys or starts anew.</summary>
internal sealed class DictionaryRoutes(ManagementStore store)
{
    public void MapTo(RouteTable routes) => routes
        .Map("PUT", "dictionaries", ObjectAccess.Written(DictionaryShape.Root, Put))
        .Map("GET", "dictionaries/{id}", ObjectAccess.Known(Find, (call, item) => Reply.Ok(AutomationState.Of(call.Environment, item.Spec, item.Id))))
        .Map("DELETE", "dictionaries/{id}", ObjectAccess.Known(Find, Delete));

    private static StoredObject? Find(Call call) =>
        Find(call.Environment, AutomationIds.Id(call.Environment.OrganizationId, call.Environment.Id, call.Id));

    private static StoredObject? Find(DevEnvironment environment, string id) => environment.Dictionaries.Find(item => item.Id == id);

    private Reply Put(Call call, JsonObject spec)
    {
        var (environment, hrid) = (call.Environment, spec.Text("hrid")!);
        if (ProblemOf(spec) is { } problem)
        {
            return call.Error(400, problem, "invalid");
        }

        if (call.Flag("dryRun"))
        {
            return Reply.Ok(spec);
        }

        var id = AutomationIds.Id(environment.OrganizationId, environment.Id, hrid);
        var was = Find(environment, id)?.Spec;
        var now = ObjectAccess.Store(environment.Dictionaries, new() { Id = id, Hrid = hrid, CreatedAt = store.Now, Spec = spec }, store.Now);
        if (now.Spec.Flag("deployed") == true || was.Flag("deployed") == true)
        {
            Record(environment, now, now.Spec.Flag("deployed") == true);
        }

        return Reply.Ok(AutomationState.Of(environment, spec, id));
    }

    private static string? ProblemOf(JsonObject spec) => spec.Text("type") == "MANUAL"
        ? spec["manual"]?["properties"] is not JsonObject { Count: > 0 } ? "Manual dictionary must have at least one property."
            : spec["dynamic"] is not null ? "Manual dictionary must not have 'dynamic' properties (provider, trigger). Set type to 'DYNAMIC' or remove them."
            : null
        : spec["dynamic"] is null ? "Dynamic dictionary must have a provider and a trigger."
        : spec["manual"]?["properties"] is JsonObject { Count: > 0 } ? "Dynamic dictionary must not have 'manual' properties. Set type to 'MANUAL' or remove them."
        : null;

    private Reply Delete(Call call, StoredObject item)
    {
        call.Environment.Dictionaries.Remove(item);
        if (item.Spec.Flag("deployed") == true)
        {
            Record(call.Environment, item, isDeployed: false);
        }

        return Reply.NoContent;
    }

    private void Record(DevEnvironment environment, StoredObject item, bool isDeployed)
    {
        var type = (item.Spec.Text("type"), isDeployed) switch
        {
            ("MANUAL", true) => "PUBLISH_DICTIONARY",
            ("MANUAL", false) => "UNPUBLISH_DICTIONARY",
            (_, true) => "START_DICTIONARY",
            _ => "STOP_DICTIONARY",
        };
        store.Record(type, item.Id, environment.Id, 0, JsonText.Write(item.Spec));
    }
}
