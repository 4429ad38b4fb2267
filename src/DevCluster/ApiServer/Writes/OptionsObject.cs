using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The options of a write as webhooks see them.</summary>
internal static class OptionsObject
{
    public static JsonObject Of(string kind, WriteContext context)
    {
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (context.DryRun)
        {
            options["dryRun"] = new JsonArray("All");
        }

        if (context.HasFieldManager)
        {
            options["fieldManager"] = context.FieldManager;
        }

        return options;
    }
}
