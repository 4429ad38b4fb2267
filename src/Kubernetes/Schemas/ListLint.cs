using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>The rules for <c>x-kubernetes-list-type</c>, <c>-list-map-keys</c> and <c>-map-type</c>.</summary>
internal static class ListLint
{
    public static void Check(JsonObject schema, string path, SchemaFindings findings)
    {
        CheckMapType(schema, path, findings);
        var keys = schema.Texts(SchemaNodes.ListMapKeys).ToList();
        if (schema.Text(SchemaNodes.ListType) is not { } listType)
        {
            if (keys.Count > 0)
            {
                findings.Required($"{path}.{SchemaNodes.ListType}", "must be map if x-kubernetes-list-map-keys is non-empty");
            }

            return;
        }

        if (listType is not ("atomic" or "set" or "map"))
        {
            findings.Unsupported($"{path}.{SchemaNodes.ListType}", listType, ["\"atomic\"", "\"set\"", "\"map\""]);
        }

        if (schema.Text("type") != "array")
        {
            findings.Invalid($"{path}.type", schema["type"] ?? "", "must be array if x-kubernetes-list-type is specified");
        }

        if (listType != "map" && keys.Count > 0)
        {
            findings.Invalid(
                $"{path}.{SchemaNodes.ListType}", listType, "must be map if x-kubernetes-list-map-keys is non-empty");
        }

        if (listType == "map")
        {
            CheckMap(schema, path, keys, findings);
        }

        if (listType is "set" or "map" && schema.Schema("items") is { } items)
        {
            CheckItems(items, $"{path}.items", listType, findings);
        }
    }

    private static void CheckMapType(JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema.Text(SchemaNodes.MapType) is not { } mapType)
        {
            return;
        }

        if (schema.Text("type") != "object")
        {
            findings.Invalid($"{path}.type", schema["type"] ?? "", "must be object if x-kubernetes-map-type is specified");
        }

        if (mapType is not ("atomic" or "granular"))
        {
            findings.Unsupported($"{path}.{SchemaNodes.MapType}", mapType, ["\"atomic\"", "\"granular\""]);
        }
    }

    /// <summary>Items of a set are compared whole, so they must be owned whole.</summary>
    private static void CheckItems(JsonObject items, string path, string listType, SchemaFindings findings)
    {
        if (items.Flag("nullable"))
        {
            findings.Forbidden($"{path}.nullable", $"cannot be nullable when x-kubernetes-list-type is {listType}");
        }

        if (listType != "set")
        {
            return;
        }

        var (owned, keyword) = items.Text("type") switch
        {
            "object" => (items.Text(SchemaNodes.MapType), SchemaNodes.MapType),
            "array" => (items.Text(SchemaNodes.ListType) ?? "atomic", SchemaNodes.ListType),
            _ => ("atomic", ""),
        };
        if (owned != "atomic")
        {
            findings.Invalid($"{path}.{keyword}", owned, "must be atomic as item of a list with x-kubernetes-list-type=set");
        }
    }

    private static void CheckMap(JsonObject schema, string path, List<string> keys, SchemaFindings findings)
    {
        if (keys.Count == 0)
        {
            findings.Required($"{path}.{SchemaNodes.ListMapKeys}", "must not be empty if x-kubernetes-list-type is map");
        }

        if (schema.Schema("items") is not { } items)
        {
            findings.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map");
            return;
        }

        if (items.Text("type") != "object")
        {
            findings.Invalid(
                $"{path}.items.type", items["type"] ?? "", "must be object if parent array's x-kubernetes-list-type is map");
            return;
        }

        if (keys.Distinct().Count() != keys.Count)
        {
            findings.Invalid(
                $"{path}.{SchemaNodes.ListMapKeys}", schema[SchemaNodes.ListMapKeys], "must not contain duplicate entries");
        }

        foreach (var key in keys)
        {
            if (items.Schema("properties")?.Schema(key) is { } property)
            {
                CheckKey(items, key, property, $"{path}.items.properties[{key}]", findings);
            }
            else
            {
                findings.Invalid(
                    $"{path}.{SchemaNodes.ListMapKeys}",
                    schema[SchemaNodes.ListMapKeys],
                    "entries must all be names of item properties");
            }
        }
    }

    private static void CheckKey(JsonObject items, string key, JsonObject property, string path, SchemaFindings findings)
    {
        if (property.Text("type") is "array" or "object")
        {
            findings.Invalid(
                $"{path}.type", property["type"], "must be a scalar type if parent array's x-kubernetes-list-type is map");
        }

        if (property.Flag("nullable"))
        {
            findings.Forbidden($"{path}.nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
        }

        if (!items.Texts("required").Contains(key) && property["default"] is null)
        {
            findings.Required(
                $"{path}.default",
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }
}
