using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>What the routes of all objects do before their own work: only administrators get past it.</summary>
internal static class ObjectAccess
{
    /// <summary>Hands on the body of a write in normal form.</summary>
    public static Func<Call, Reply> Written(Shape.Fields shape, Func<Call, JsonObject, Reply> handler) => call =>
    {
        if (!call.User.IsAdmin)
        {
            return Replies.Forbidden(call);
        }

        var (spec, refusal) = AutomationBody.Read(call, shape);
        return spec is null ? refusal! : handler(call, spec);
    };

    /// <summary>Hands on what the path means.</summary>
    public static Func<Call, Reply> Known(Func<Call, StoredObject?> find, Func<Call, StoredObject, Reply> handler) => call =>
        !call.User.IsAdmin ? Replies.Forbidden(call)
        : find(call) is { } item ? handler(call, item)
        : Replies.NoSuchHrid(call);

    /// <summary>Adds an object or replaces its spec.</summary>
    public static StoredObject Store(List<StoredObject> table, StoredObject item, long now)
    {
        var known = table.Find(other => other.Id == item.Id);
        if (known is null)
        {
            table.Add(item);
            known = item;
        }

        (known.Hrid, known.Spec, known.UpdatedAt) = (item.Hrid, item.Spec, now);
        return known;
    }
}
