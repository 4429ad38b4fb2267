using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Words to write the schemas of built-in kinds with.</summary>
internal static class SchemaJson
{
    public static JsonObject Text(string? about = null) => Typed("string", about);

    public static JsonObject Choice(string? about, params string[] values)
    {
        var schema = Typed("string", about);
        schema["enum"] = values.ToJsonArray();
        return schema;
    }

    public static JsonObject Bytes() => Typed("string", null).With("format", "byte");

    public static JsonObject Time(string? about = null) => Typed("string", about).With("format", "date-time");

    public static JsonObject MicroTime(string? about = null) => Typed("string", about).With("format", "micro-time");

    public static JsonObject Flag(string? about = null) => Typed("boolean", about);

    public static JsonObject Integer(string? about = null, string format = "int32") => Typed("integer", about).With("format", format);

    public static JsonObject IntOrString(string? about = null)
    {
        var schema = Described([], about);
        schema["x-kubernetes-int-or-string"] = true;
        return schema;
    }

    public static JsonObject AnyObject(string? about = null)
    {
        var schema = Typed("object", about);
        schema["x-kubernetes-preserve-unknown-fields"] = true;
        return schema;
    }

    public static JsonObject AnyValue(string? about = null)
    {
        var schema = Described([], about);
        schema["x-kubernetes-preserve-unknown-fields"] = true;
        return schema;
    }

    public static JsonObject Map(string? about, params (string Name, JsonObject Schema)[] fields)
    {
        var schema = Typed("object", about);
        schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema)));
        return schema;
    }

    public static JsonObject MapOf(JsonObject values, string? about = null) => Typed("object", about).With("additionalProperties", values);

    public static JsonObject ListOf(JsonObject items, string? about = null) =>
        Typed("array", about).With("items", items).With("x-kubernetes-list-type", "atomic");

    public static JsonObject SetOf(JsonObject items, string? about = null) =>
        Typed("array", about).With("items", items).With("x-kubernetes-list-type", "set");

    public static JsonObject KeyedListOf(string[] keys, JsonObject items, string? about = null) =>
        Typed("array", about).With("items", items).With("x-kubernetes-list-type", "map").With("x-kubernetes-list-map-keys", keys.ToJsonArray());

    /// <summary>Marks a list that a strategic merge patch merges, by that key when its items are objects.</summary>
    public static JsonObject Merge(this JsonObject schema, string? key = null)
    {
        schema["x-kubernetes-patch-strategy"] = "merge";
        return key is null ? schema : schema.With("x-kubernetes-patch-merge-key", key);
    }

    public static JsonObject Atomic(this JsonObject schema) => schema.With("x-kubernetes-map-type", "atomic");

    public static JsonObject Require(this JsonObject schema, params string[] names) => schema.With("required", names.ToJsonArray());

    public static JsonObject Default(this JsonObject schema, JsonNode value) => schema.With("default", value);

    public static JsonObject With(this JsonObject schema, string name, JsonNode? value)
    {
        schema[name] = value;
        return schema;
    }

    private static JsonObject Typed(string type, string? about) => Described(new JsonObject { ["type"] = type }, about);

    private static JsonObject Described(JsonObject schema, string? about) => about is null ? schema : schema.With("description", about);
}
