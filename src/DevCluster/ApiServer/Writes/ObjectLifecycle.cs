using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The bookkeeping fields that only the server writes.</summary>
internal static class ObjectLifecycle
{
    // No vowels and no look-alikes, so that generated names spell nothing.
    private const string NameLetters = "bcdfghjklmnpqrstvwxz2456789";

    private static readonly string[] ServerFields =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"];

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Fills in what a new object gets, and drops what its author cannot set.</summary>
    public static void Begin(ResourceDefinition resource, JsonObject node, DateTimeOffset now)
    {
        var metadata = node.Metadata();
        foreach (var field in ServerFields)
        {
            metadata.Remove(field);
        }

        if (string.IsNullOrEmpty(metadata.Text("name")) && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + RandomNumberGenerator.GetString(NameLetters, 5);
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamp(now);
        if (resource.HasGeneration)
        {
            metadata["generation"] = 1;
        }

        if (resource.HasStatus)
        {
            node.Remove("status");
        }
    }

    /// <summary>The object that an update results in: what the subresource may not touch is taken from the stored one.</summary>
    public static JsonObject Merge(ResourceDefinition resource, JsonObject old, JsonObject proposed, string subresource)
    {
        if (subresource == "status")
        {
            var next = old.Copy();
            Take(next, proposed, "status");
            Take(next.Metadata(), proposed.Metadata(), "managedFields");
            return next;
        }

        if (resource.HasStatus)
        {
            Take(proposed, old, "status");
        }

        foreach (var field in ServerFields.Where(field => field != "uid"))
        {
            Take(proposed.Metadata(), old.Metadata(), field);
        }

        foreach (var field in (string[])["uid", "namespace"])
        {
            if (string.IsNullOrEmpty(proposed.Metadata().Text(field)))
            {
                Take(proposed.Metadata(), old.Metadata(), field);
            }
        }

        Take(proposed.Metadata(), old.Metadata(), "resourceVersion");
        return proposed;
    }

    /// <summary>Counts a change of anything outside metadata and status.</summary>
    public static void CountGeneration(ResourceDefinition resource, JsonObject old, JsonObject next)
    {
        if (resource.HasGeneration && !JsonTree.Same(Desired(resource, old), Desired(resource, next)))
        {
            next.Metadata()["generation"] = (old.Metadata().Number("generation") ?? 0) + 1;
        }
    }

    /// <summary>Marks the object as being deleted; its finalizers decide when it goes.</summary>
    public static void BeginDeletion(ResourceDefinition resource, JsonObject node, DateTimeOffset now)
    {
        var metadata = node.Metadata();
        metadata["deletionTimestamp"] = Timestamp(now);
        metadata["deletionGracePeriodSeconds"] = 0;
        if (resource.HasGeneration)
        {
            metadata["generation"] = (metadata.Number("generation") ?? 0) + 1;
        }
    }

    private static JsonObject Desired(ResourceDefinition resource, JsonObject node)
    {
        var desired = node.Copy();
        desired.Remove("metadata");
        if (resource.HasStatus)
        {
            desired.Remove("status");
        }

        return desired;
    }

    private static void Take(JsonObject target, JsonObject source, string field)
    {
        if (source.TryGetPropertyValue(field, out var value))
        {
            target[field] = value?.DeepClone();
        }
        else
        {
            target.Remove(field);
        }
    }
}
