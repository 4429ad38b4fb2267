using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gko.Resolution;

/// <summary>
/// Finds template markers in a spec. This version cannot evaluate templates; sending them to APIM as they stand would leak
/// unresolved placeholders into a running API, so they are reported instead.
/// </summary>
public static class TemplateMarkers
{
    private const string Opening = "[[";

    /// <summary>The path of the first string that holds a marker, such as <c>spec.proxy.groups[0].name</c>; null when there is none.</summary>
    public static string? FindFirst<T>(T? spec, JsonTypeInfo<T> json)
    {
        if (spec is null)
        {
            return null;
        }

        // The cheap test first: it runs for every reconcile, the walk only for specs that have a marker.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(spec, json);
        if (bytes.AsSpan().IndexOf("[["u8) < 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(bytes);
        return Find(document.RootElement, "spec");
    }

    private static string? Find(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Contains(Opening, StringComparison.Ordinal) ? path : null,
        JsonValueKind.Object => element.EnumerateObject()
            .Select(member => Find(member.Value, $"{path}.{member.Name}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => element.EnumerateArray()
            .Select((item, index) => Find(item, $"{path}[{index}]")).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
