using System.Reflection;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Schemas;

/// <summary>
/// Turns a kind's C# type into its CustomResourceDefinition. Everything comes from <see cref="IResource{T}.Type"/>, the
/// source-generated JSON metadata and the attributes of this namespace, so it works in a trimmed program.
/// </summary>
public static class CrdGenerator
{
    /// <summary>The definition of a kind with one version, served and stored. Equal types give equal text.</summary>
    /// <param name="annotations">Annotations of the definition, or null for none.</param>
    /// <exception cref="InvalidOperationException">The type cannot be expressed: a field without description, a type that contains itself, an unknown scalar.</exception>
    public static JsonObject Generate<T>(IReadOnlyDictionary<string, string>? annotations = null)
        where T : class, IResource<T>
    {
        var metadata = new JsonObject { ["name"] = T.Type.QualifiedName };
        if (annotations is { Count: > 0 })
        {
            metadata["annotations"] = new JsonObject(annotations
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
        }

        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["group"] = T.Type.Group,
                ["names"] = Names(T.Type, typeof(T)),
                ["scope"] = T.Type.Namespaced ? "Namespaced" : "Cluster",
                ["versions"] = new JsonArray(Version(T.Type)),
            },
        };
    }

    private static JsonObject Names(ResourceType type, MemberInfo kind)
    {
        var names = new JsonObject
        {
            ["kind"] = type.Kind,
            ["listKind"] = type.Kind + "List",
            ["plural"] = type.Plural,
            ["singular"] = type.Kind.ToLowerInvariant(),
        };
        if (kind.GetCustomAttribute<ShortNamesAttribute>() is { } shortNames)
        {
            names["shortNames"] = JsonLists.Of(shortNames.Names);
        }

        if (kind.GetCustomAttribute<CategoriesAttribute>() is { } categories)
        {
            names["categories"] = JsonLists.Of(categories.Names);
        }

        return names;
    }

    private static JsonObject Version<T>(ResourceType<T> type) where T : class, IResource<T>
    {
        var version = new JsonObject
        {
            ["name"] = type.Version,
            ["served"] = true,
            ["storage"] = true,
        };
        if (type.Json.Properties.Any(property => property.Name == "status"))
        {
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        }

        var columns = typeof(T).GetCustomAttributes<PrinterColumnAttribute>().Select(Column).ToArray<JsonNode>();
        if (columns.Length > 0)
        {
            version["additionalPrinterColumns"] = new JsonArray(columns);
        }

        version["schema"] = new JsonObject { ["openAPIV3Schema"] = new SchemaBuilder().Kind(type.Json) };
        return version;
    }

    private static JsonObject Column(PrinterColumnAttribute attribute)
    {
        var column = new JsonObject
        {
            ["name"] = attribute.Name,
            ["type"] = attribute.Type,
            ["jsonPath"] = attribute.JsonPath,
        };
        if (attribute.Description is not null)
        {
            column["description"] = attribute.Description;
        }

        if (attribute.Priority != 0)
        {
            column["priority"] = attribute.Priority;
        }

        return column;
    }
}
