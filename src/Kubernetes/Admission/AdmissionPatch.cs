using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// Turns the change of a typed object into a patch of the object that the API server sent. That one may hold fields and
/// spellings that the type does not know; they must survive, so the change is first carried over to it.
/// </summary>
internal static class AdmissionPatch
{
    /// <summary>The operations that make the same change to <paramref name="raw"/>; null when nothing changed.</summary>
    /// <param name="raw">The object as sent.</param>
    /// <param name="before">The object as decoded, encoded again.</param>
    /// <param name="after">The same after the change.</param>
    public static JsonArray? Compute(ReadOnlyMemory<byte> raw, JsonElement before, JsonElement after)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            return null;
        }

        using var sent = JsonDocument.Parse(raw);
        var buffer = new ArrayBufferWriter<byte>(raw.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteMerged(writer, sent.RootElement, before, after);
        }

        using var merged = JsonDocument.Parse(buffer.WrittenMemory);
        return JsonPatch.Diff(sent.RootElement, merged.RootElement);
    }

    private static void WriteMerged(Utf8JsonWriter writer, JsonElement raw, JsonElement before, JsonElement after)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            raw.WriteTo(writer);
        }
        else if (AreAll(JsonValueKind.Object, raw, before, after))
        {
            WriteMergedObject(writer, raw, before, after);
        }
        else if (AreAll(JsonValueKind.Array, raw, before, after) && raw.GetArrayLength() == before.GetArrayLength())
        {
            WriteMergedArray(writer, [.. raw.EnumerateArray()], [.. before.EnumerateArray()], [.. after.EnumerateArray()]);
        }
        else
        {
            after.WriteTo(writer);
        }
    }

    private static void WriteMergedObject(Utf8JsonWriter writer, JsonElement raw, JsonElement before, JsonElement after)
    {
        var (known, wanted) = (new JsonMembers(before), new JsonMembers(after));
        writer.WriteStartObject();
        foreach (var member in raw.EnumerateObject())
        {
            var had = known.TryGet(member.Name, out var old);
            var has = wanted.TryGet(member.Name, out var changed);
            if (had && has)
            {
                writer.WritePropertyName(member.Name);
                WriteMerged(writer, member.Value, old, changed);
            }
            else if (has)
            {
                writer.WritePropertyName(member.Name);
                changed.WriteTo(writer);
            }
            else if (!had)
            {
                member.WriteTo(writer);
            }
        }

        WriteAdded(writer, new JsonMembers(raw), known, after);
        writer.WriteEndObject();
    }

    /// <summary>Members that the sent object lacks, except those that only the type's own defaults brought in.</summary>
    private static void WriteAdded(Utf8JsonWriter writer, JsonMembers raw, JsonMembers before, JsonElement after)
    {
        foreach (var member in after.EnumerateObject())
        {
            if (raw.TryGet(member.Name, out _))
            {
                continue;
            }

            if (!before.TryGet(member.Name, out var old) || !JsonElement.DeepEquals(old, member.Value))
            {
                member.WriteTo(writer);
            }
        }
    }

    /// <summary>Elements that stayed the same at either end are taken as sent, so that growing a list leaves its elements alone.</summary>
    private static void WriteMergedArray(Utf8JsonWriter writer, JsonElement[] raw, JsonElement[] before, JsonElement[] after)
    {
        int oldCount = before.Length, newCount = after.Length, shorter = Math.Min(oldCount, newCount);
        var head = 0;
        while (head < shorter && JsonElement.DeepEquals(before[head], after[head]))
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && JsonElement.DeepEquals(before[oldCount - 1 - tail], after[newCount - 1 - tail]))
        {
            tail++;
        }

        writer.WriteStartArray();
        for (var i = 0; i < newCount; i++)
        {
            // Between equal ends, elements correspond by position only if none was added or removed.
            var source = i < newCount - tail ? i : i - newCount + oldCount;
            if (i < head || i >= newCount - tail || oldCount == newCount)
            {
                WriteMerged(writer, raw[source], before[source], after[i]);
            }
            else
            {
                after[i].WriteTo(writer);
            }
        }

        writer.WriteEndArray();
    }

    private static bool AreAll(JsonValueKind kind, JsonElement raw, JsonElement before, JsonElement after) =>
        raw.ValueKind == kind && before.ValueKind == kind && after.ValueKind == kind;
}
