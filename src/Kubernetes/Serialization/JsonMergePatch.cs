using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Serialization;

/// <summary>Makes and applies RFC 7396 patches, in which null removes a member.</summary>
public static class JsonMergePatch
{
    /// <summary>The patched document as a new tree; neither argument changes.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject ? target.DeepClone().AsObject() : [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], change);
            }
        }

        return result;
    }

    /// <summary>
    /// The patch that turns one document into the other; an empty object when nothing differs. Object members that are null
    /// in <paramref name="after"/> end up absent, because a merge patch cannot express them.
    /// </summary>
    public static JsonNode? Create(JsonNode? before, JsonNode? after)
    {
        if (before is not JsonObject old || after is not JsonObject wanted)
        {
            return after?.DeepClone();
        }

        var patch = new JsonObject();
        foreach (var (name, _) in old)
        {
            if (!wanted.ContainsKey(name))
            {
                patch[name] = null;
            }
        }

        foreach (var (name, value) in wanted)
        {
            if (!old.TryGetPropertyValue(name, out var known))
            {
                patch[name] = value?.DeepClone();
            }
            else if (!JsonNode.DeepEquals(known, value))
            {
                patch[name] = Create(known, value);
            }
        }

        return patch;
    }
}
