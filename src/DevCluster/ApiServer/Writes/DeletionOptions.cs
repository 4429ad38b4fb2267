using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>How an object is to be deleted, from the query and the body of the request.</summary>
internal sealed record DeletionOptions(string? Propagation, string? Uid, string? Version, bool DryRun)
{
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan"];

    public static readonly DeletionOptions Background = new("Background", null, null, false);

    /// <exception cref="ApiStatusException">422: a policy that does not exist.</exception>
    public static DeletionOptions Read(JsonObject? body, string? queryPolicy, bool queryDryRun)
    {
        var policy = body.Text("propagationPolicy") ?? queryPolicy
            ?? (body.Flag("orphanDependents") is { } orphan ? orphan ? "Orphan" : "Background" : null);
        if (policy is not null && !Policies.Contains(policy))
        {
            throw Refusals.InvalidOptions("DeleteOptions",
                FieldError.NotSupported("propagationPolicy", policy, [.. Policies, "nil"]));
        }

        var preconditions = body.Child("preconditions");
        return new DeletionOptions(policy, preconditions.Text("uid"), preconditions.Text("resourceVersion"),
            queryDryRun || body.Texts("dryRun").Contains("All"));
    }
}
