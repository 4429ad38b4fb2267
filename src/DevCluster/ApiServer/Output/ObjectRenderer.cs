using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Turns stored objects into what a client asked for.</summary>
internal sealed class ObjectRenderer(TimeProvider time)
{
    /// <summary>One object as it is read in the version of <paramref name="resource"/>.</summary>
    public static ReadOnlyMemory<byte> Raw(ResourceDefinition resource, StoredObject item) =>
        item.ApiVersion == resource.ApiVersion ? item.Utf8 : ObjectUpdater.ReadAs(resource, item).ToUtf8();

    public JsonObject Shape(ResourceDefinition resource, JsonObject item, ResponseShape shape, string includeObject) => shape switch
    {
        ResponseShape.Table => Table(resource, [item], ListMeta(item.Child("metadata").Text("resourceVersion") ?? ""), includeObject),
        ResponseShape.Metadata => Metadata(item),
        _ => item,
    };

    public byte[] List(ResourceDefinition resource, ListPage page, ResponseShape shape, string includeObject) => shape switch
    {
        ResponseShape.Object => RawList(resource, page),
        ResponseShape.Table => Table(resource, Nodes(resource, page), PageMeta(page), includeObject).ToUtf8(),
        _ => new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = PageMeta(page),
            ["items"] = new JsonArray([.. Nodes(resource, page).Select(Metadata)]),
        }.ToUtf8(),
    };

    /// <summary>A table; without columns for the later events of a watch.</summary>
    public JsonObject Table(
        ResourceDefinition resource, IEnumerable<JsonObject> items, JsonObject metadata, string includeObject, bool withColumns = true)
    {
        var now = time.GetUtcNow();
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. resource.Columns.Select(Column)]) : null,
            ["rows"] = new JsonArray([.. items.Select(item => new JsonObject
            {
                ["cells"] = new JsonArray([.. resource.Columns.Select(column => column.Cell(item, now))]),
                ["object"] = includeObject switch
                {
                    "None" => null,
                    "Object" => item.DeepClone(),
                    _ => Metadata(item),
                },
            })]),
        };
    }

    public static JsonObject Metadata(JsonObject item) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = item.Child("metadata")?.DeepClone(),
    };

    public static JsonObject ListMeta(string version) => new() { ["resourceVersion"] = version };

    private static IEnumerable<JsonObject> Nodes(ResourceDefinition resource, ListPage page) =>
        page.Items.Select(item => ObjectUpdater.ReadAs(resource, item));

    private static JsonObject PageMeta(ListPage page)
    {
        var metadata = ListMeta(page.Version.ToString());
        if (page.Continue.Length > 0)
        {
            metadata["continue"] = page.Continue;
        }

        if (page.Remaining is { } remaining)
        {
            metadata["remainingItemCount"] = remaining;
        }

        return metadata;
    }

    private static byte[] RawList(ResourceDefinition resource, ListPage page)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonTree.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", resource.ListKind);
            writer.WriteString("apiVersion", resource.ApiVersion);
            writer.WritePropertyName("metadata");
            PageMeta(page).WriteTo(writer);
            writer.WriteStartArray("items");
            foreach (var item in page.Items)
            {
                WriteItem(writer, resource, item);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // Items of built-in lists carry no type of their own; items of custom ones do.
    private static void WriteItem(Utf8JsonWriter writer, ResourceDefinition resource, StoredObject item)
    {
        if (resource.IsCustom)
        {
            writer.WriteRawValue(Raw(resource, item).Span, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(item.Utf8);
        writer.WriteStartObject();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!property.NameEquals("kind"u8) && !property.NameEquals("apiVersion"u8))
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonObject Column(PrinterColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };
}
