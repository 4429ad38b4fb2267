using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Serialization;

/// <summary>Makes and applies RFC 6902 patches.</summary>
public static class JsonPatch
{
    /// <summary>
    /// The operations that turn one document into the other; empty when they are equal. Arrays of equal length are compared
    /// element by element, others are replaced whole. Object members are always written with <c>add</c>, which is valid
    /// whether or not the member exists.
    /// </summary>
    public static JsonArray Diff(JsonElement before, JsonElement after)
    {
        var operations = new JsonArray();
        Compare(operations, "", "replace", before, after);
        return operations;
    }

    /// <summary>The patched document as a new tree; neither argument changes.</summary>
    /// <exception cref="JsonPatchException">An operation is malformed, points nowhere, or its test fails.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonArray operations)
    {
        var patched = new JsonPatchDocument(document?.DeepClone());
        for (var i = 0; i < operations.Count; i++)
        {
            try
            {
                patched.Apply(operations[i] as JsonObject ?? throw new FormatException("an operation must be an object"));
            }
            catch (FormatException error)
            {
                throw new JsonPatchException(i, error.Message, error);
            }
        }

        return patched.Root;
    }

    private static void Compare(JsonArray operations, string path, string write, JsonElement before, JsonElement after)
    {
        if (before.ValueKind is JsonValueKind.Object && after.ValueKind is JsonValueKind.Object)
        {
            CompareObjects(operations, path, before, after);
        }
        else if (before.ValueKind is JsonValueKind.Array && after.ValueKind is JsonValueKind.Array
            && before.GetArrayLength() == after.GetArrayLength())
        {
            var i = 0;
            foreach (var (old, now) in before.EnumerateArray().Zip(after.EnumerateArray()))
            {
                Compare(operations, $"{path}/{i++.ToString(CultureInfo.InvariantCulture)}", "replace", old, now);
            }
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            operations.Add((JsonNode)Write(write, path, after));
        }
    }

    private static void CompareObjects(JsonArray operations, string path, JsonElement before, JsonElement after)
    {
        var (known, wanted) = (new JsonMembers(before), new JsonMembers(after));
        foreach (var member in before.EnumerateObject())
        {
            if (!wanted.TryGet(member.Name, out _))
            {
                operations.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = JsonPointer.Append(path, member.Name) });
            }
        }

        foreach (var member in after.EnumerateObject())
        {
            var memberPath = JsonPointer.Append(path, member.Name);
            if (known.TryGet(member.Name, out var old))
            {
                Compare(operations, memberPath, "add", old, member.Value);
            }
            else
            {
                operations.Add((JsonNode)Write("add", memberPath, member.Value));
            }
        }
    }

    private static JsonObject Write(string operation, string path, JsonElement value) =>
        new() { ["op"] = operation, ["path"] = path, ["value"] = JsonNode.Parse(value.GetRawText()) };
}
