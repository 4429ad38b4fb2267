using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of applications, which are never deleted but archived.</summary>
internal sealed class ApplicationRoutes(ManagementStore store)
{
    private const string Flag = "hridContainsUUID";
    private const string Archived = "ARCHIVED";

    public void MapTo(RouteTable routes) => routes
        .Map("PUT", "applications", ObjectAccess.Written(ApplicationShape.Root, Put))
        .Map("GET", "applications/{id}", ObjectAccess.Known(Find, (call, app) => Reply.Ok(AutomationState.Of(call.Environment, app.Spec, app.Id))))
        .Map("DELETE", "applications/{id}", ObjectAccess.Known(Find, (_, app) => Archive(app)));

    private static StoredObject? Find(Call call) =>
        call.Environment.Applications.Find(app => app.Id == AutomationIds.Addressed(call, Flag));

    private Reply Put(Call call, JsonObject spec)
    {
        var (environment, isUuid, reference) = (call.Environment, call.Flag(Flag), spec.Text("hrid")!);
        var id = isUuid ? reference : AutomationIds.Id(environment.OrganizationId, environment.Id, reference);
        spec.Remove("notifyMembers");
        var (sanitized, findings) = new ApplicationRules(environment, store, call.User).Check(spec, id);
        if (call.Flag("dryRun"))
        {
            return Reply.Ok(AutomationState.Of(environment, spec, id, findings.IsEmpty ? null : findings));
        }

        return findings.Severe.Count > 0 ? Replies.Rejected(call, findings.Severe)
            : Late(call, spec, id) ?? Write(environment, new() { Id = id, Hrid = isUuid ? null : reference, CreatedAt = store.Now, Spec = sanitized }, spec, findings);
    }

    /// <summary>What dry runs do not tell.</summary>
    private static Reply? Late(Call call, JsonObject spec, string id)
    {
        var known = call.Environment.Applications.Find(app => app.Id == id);
        if (known.IsArchived() && spec.Text("status") == Archived)
        {
            return call.Error(400, $"Application [{id}] is archived.", "application.archived");
        }

        var own = CertificateRules.Fingerprints(spec).ToHashSet();
        var others = own.Count == 0 ? [] : call.Environment.Applications.Where(app => app.Id != id && !app.IsArchived());
        return others.SelectMany(app => CertificateRules.Fingerprints(app.Spec)).FirstOrDefault(own.Contains) is { } fingerprint
            ? call.Error(
                400, $"Client certificate with fingerprint [{fingerprint}] is already used by another active application.",
                "application.certificate.alreadyUsed")
            : null;
    }

    private Reply Write(DevEnvironment environment, StoredObject app, JsonObject spec, Findings findings)
    {
        ObjectAccess.Store(environment.Applications, app, store.Now);
        return Reply.Ok(AutomationState.Of(environment, spec, app.Id, findings));
    }

    private Reply Archive(StoredObject app)
    {
        app.Spec["status"] = Archived;
        app.Spec["metadata"] = new JsonArray();
        app.Spec["members"] = new JsonArray();
        (app.Spec["settings"] as JsonObject)?.Remove("tls");
        app.UpdatedAt = store.Now;
        return Reply.NoContent;
    }
}
