using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Schemas;

/// <summary>
/// Walks JSON metadata and writes the structural schema of what it finds. Properties are ordered by name, so that moving
/// a line of C# changes nothing.
/// </summary>
internal sealed class SchemaBuilder
{
    /// <summary>The types being written, outermost first; a type in it once more would never end.</summary>
    private readonly Stack<Type> _open = new();

    /// <summary>The schema of a whole object, of whose metadata the API server takes care.</summary>
    public JsonObject Kind(JsonTypeInfo kind)
    {
        var properties = new JsonObject
        {
            ["apiVersion"] = Text("Group and version of this object's schema."),
            ["kind"] = Text("Kind of this object."),
            ["metadata"] = new JsonObject { ["type"] = "object" },
        };
        foreach (var property in Ordered(kind).Where(property => !properties.ContainsKey(property.Name)))
        {
            properties[property.Name] = Property(property);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (kind.Type.GetCustomAttribute<DescriptionAttribute>() is { } description)
        {
            schema.Insert(0, "description", description.Text);
        }

        SchemaRules.AddCelRules(schema, kind.Type.GetCustomAttributes<CelRuleAttribute>());
        return schema;
    }

    private JsonObject Property(JsonPropertyInfo property)
    {
        var attributes = Attributes(property);
        var schema = Value(property.PropertyType, property.Options);
        SchemaRules.Apply(schema, attributes);
        var description = attributes.OfType<DescriptionAttribute>().FirstOrDefault()
            ?? throw new InvalidOperationException($"{property.DeclaringType.Name}: the field {property.Name} needs a description.");
        schema.Insert(0, "description", description.Text);
        return schema;
    }

    private JsonObject Value(Type declared, JsonSerializerOptions options)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Scalar(type) is { } scalar)
        {
            return scalar;
        }

        var info = options.GetTypeInfo(type);
        if (_open.Contains(type))
        {
            throw new InvalidOperationException($"{type.Name} contains itself, which a structural schema cannot express.");
        }

        _open.Push(type);
        var schema = info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Value(info.ElementType!, options) },
            JsonTypeInfoKind.Dictionary => new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = Value(info.ElementType!, options),
            },
            JsonTypeInfoKind.Object => Object(info),
            _ => throw new InvalidOperationException($"{type.Name} has no counterpart in a schema."),
        };
        _open.Pop();
        return schema;
    }

    private JsonObject Object(JsonTypeInfo info)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var required = new List<string>();
        var properties = new JsonObject();
        foreach (var property in Ordered(info))
        {
            if (property.IsExtensionData)
            {
                schema["x-kubernetes-preserve-unknown-fields"] = true;
                continue;
            }

            properties[property.Name] = Property(property);
            if (Attributes(property).OfType<RequiredAttribute>().Any())
            {
                required.Add(property.Name);
            }
        }

        SchemaRules.AddCelRules(schema, info.Type.GetCustomAttributes<CelRuleAttribute>());
        if (required.Count > 0)
        {
            schema["required"] = JsonLists.Of(required);
        }

        if (properties.Count > 0)
        {
            schema["properties"] = properties;
        }

        return schema;
    }

    private static JsonObject? Scalar(Type type) =>
        type == typeof(string) ? Typed("string")
        : type == typeof(bool) ? Typed("boolean")
        : type == typeof(int) ? Typed("integer", "int32")
        : type == typeof(long) ? Typed("integer", "int64")
        : type == typeof(double) ? Typed("number", "double")
        : type == typeof(DateTimeOffset) ? Typed("string", "date-time")
        : type == typeof(JsonElement) ? new JsonObject { ["x-kubernetes-preserve-unknown-fields"] = true }
        : type == typeof(Condition) ? ConditionSchema.Build()
        : null;

    private static JsonObject Typed(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    /// <summary>The fields of an object; ignored ones stay in the metadata, but can be neither read nor written.</summary>
    private static IEnumerable<JsonPropertyInfo> Ordered(JsonTypeInfo info) => info.Properties
        .Where(property => property.Get is not null || property.Set is not null)
        .OrderBy(property => property.Name, StringComparer.Ordinal);

    private static object[] Attributes(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
}
