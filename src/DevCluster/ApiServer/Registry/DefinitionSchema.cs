using System.Text.Json.Nodes;
using static Gko.DevCluster.ApiServer.SchemaJson;

namespace Gko.DevCluster.ApiServer;

/// <summary>The schema of CustomResourceDefinition itself, whose <c>openAPIV3Schema</c> contains itself.</summary>
internal static class DefinitionSchema
{
    private static readonly string[] Texts =
        ["$ref", "$schema", "description", "format", "id", "pattern", "title", "type", "x-kubernetes-list-type", "x-kubernetes-map-type"];

    private static readonly string[] Flags =
        ["exclusiveMaximum", "exclusiveMinimum", "nullable", "uniqueItems", "x-kubernetes-embedded-resource",
         "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"];

    private static readonly string[] Numbers =
        ["maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties", "maximum", "minimum", "multipleOf"];

    private static readonly string[] Schemas = ["not", "items", "additionalProperties", "additionalItems"];

    private static readonly string[] SchemaLists = ["allOf", "anyOf", "oneOf"];

    private static readonly string[] SchemaMaps = ["definitions", "patternProperties", "properties"];

    public static Schema Create()
    {
        var root = SchemaReader.ReadRoot(Definition);
        root.Properties["spec"].Properties["versions"].Items!.Properties["schema"].Properties["openAPIV3Schema"] = Recursive();
        return root;
    }

    private static JsonObject Definition => Map("CustomResourceDefinition describes a kind that is served besides the built-in ones.",
        ("spec", Map("How the resources appear.",
            ("conversion", Map("How versions are converted.",
                ("strategy", Text().Default("None")), ("webhook", AnyObject())).Default(new JsonObject { ["strategy"] = "None" })),
            ("group", Text("The API group.")),
            ("names", Names()),
            ("preserveUnknownFields", Flag()),
            ("scope", Choice("Cluster or Namespaced.", "Cluster", "Namespaced")),
            ("versions", ListOf(Version(), "All versions of the kind."))).Require("group", "names", "scope", "versions")),
        ("status", Map("The actual state.",
            ("acceptedNames", Names()),
            ("conditions", KeyedListOf(["type"], AnyObject().With("properties", new JsonObject { ["type"] = Text() }).Require("type"))),
            ("observedGeneration", Integer(null, "int64")),
            ("storedVersions", ListOf(Text()))))).Require("spec");

    private static JsonObject Names() => Map("Resource and kind names.",
        ("categories", ListOf(Text())), ("kind", Text()), ("listKind", Text()), ("plural", Text()),
        ("shortNames", ListOf(Text())), ("singular", Text())).Require("kind", "plural");

    private static JsonObject Version() => Map("One version of the kind.",
        ("additionalPrinterColumns", ListOf(Map("A column of kubectl's table.",
            ("description", Text()), ("format", Text()), ("jsonPath", Text()), ("name", Text()), ("priority", Integer()), ("type", Text()))
            .Require("jsonPath", "name", "type"))),
        ("deprecated", Flag()),
        ("deprecationWarning", Text()),
        ("name", Text()),
        ("schema", Map("The schema for validation, pruning and defaulting.", ("openAPIV3Schema", AnyObject("The OpenAPI v3 schema.")))),
        ("selectableFields", ListOf(Map(null, ("jsonPath", Text())).Require("jsonPath"))),
        ("served", Flag()),
        ("storage", Flag()),
        ("subresources", Map("Which subresources there are.", ("scale", AnyObject()), ("status", AnyObject()))))
        .Require("name", "served", "storage");

    private static Schema Recursive()
    {
        var properties = new SortedDictionary<string, Schema>(StringComparer.Ordinal);
        var self = new Schema { Raw = AnyObject("The OpenAPI v3 schema."), Type = "object", Properties = properties };
        Add(properties, Texts, Text());
        Add(properties, Flags, Flag());
        Add(properties, Numbers, new JsonObject { ["type"] = "number" });
        Add(properties, ["default", "example", "additionalProperties", "additionalItems"], AnyValue());
        Add(properties, ["enum"], ListOf(AnyValue()));
        Add(properties, ["required", "x-kubernetes-list-map-keys"], ListOf(Text()));
        Add(properties, ["dependencies", "externalDocs"], AnyObject());
        Add(properties, ["x-kubernetes-validations"], ListOf(Map(null, ("fieldPath", Text()), ("message", Text()), ("messageExpression", Text()),
            ("optionalOldSelf", Flag()), ("reason", Text()), ("rule", Text())).Require("rule")));
        foreach (var name in Schemas)
        {
            properties[name] = name is "not" or "items" ? self : OrFlag(properties);
        }

        foreach (var name in SchemaLists)
        {
            properties[name] = new Schema { Raw = [], Type = "array", Items = self };
        }

        foreach (var name in SchemaMaps)
        {
            properties[name] = new Schema { Raw = [], Type = "object", Values = self };
        }

        return self;
    }

    // A schema or true/false: no type, so that a flag passes, and the same fields when it is an object.
    private static Schema OrFlag(SortedDictionary<string, Schema> properties) => new() { Raw = [], Properties = properties };

    private static void Add(SortedDictionary<string, Schema> properties, string[] names, JsonObject schema)
    {
        foreach (var name in names)
        {
            properties[name] = SchemaReader.Read(schema);
        }
    }
}
