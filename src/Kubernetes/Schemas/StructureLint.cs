using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.Kubernetes.Schemas;

/// <summary>The rules for the nodes that make up an object's structure; those below allOf and the like are <see cref="JunctorLint"/>'s.</summary>
internal sealed class StructureLint(SchemaFindings findings)
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] UnsupportedKeywords =
        ["$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties"];

    public void Check(JsonObject schema, string path, SchemaLevel level)
    {
        CheckKeywords(schema, path);
        CheckType(schema, path, level);
        CheckExtensions(schema, path);
        CheckPattern(schema, path, findings);
        CheckAdditionalProperties(schema, path, level);
        if (level is SchemaLevel.Root || schema.Flag(SchemaNodes.EmbeddedResource))
        {
            CheckObjectFields(schema, path, level);
        }

        ListLint.Check(schema, path, findings);
        new JunctorLint(findings).Check(schema, path, level);
        CheckChildren(schema, path);
    }

    /// <summary>RE2 knows neither look-around nor back-references; neither does .NET without backtracking.</summary>
    public static void CheckPattern(JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema.Text("pattern") is not { } pattern)
        {
            return;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            findings.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {error.Message}");
        }
    }

    private void CheckKeywords(JsonObject schema, string path)
    {
        foreach (var keyword in UnsupportedKeywords.Where(schema.ContainsKey))
        {
            findings.Forbidden($"{path}.{keyword}", $"{keyword} is not supported");
        }

        if (schema.Flag("uniqueItems"))
        {
            findings.Forbidden(
                $"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema["items"] is JsonArray)
        {
            findings.Forbidden($"{path}.items", "items must be a schema object and not an array");
        }

        for (var i = 0; i < ((schema[SchemaNodes.Validations] as JsonArray)?.Count ?? 0); i++)
        {
            if (string.IsNullOrWhiteSpace((schema[SchemaNodes.Validations]![i] as JsonObject)?.Text("rule")))
            {
                findings.Required($"{path}.{SchemaNodes.Validations}[{i}].rule", "rule is not specified");
            }
        }
    }

    private void CheckType(JsonObject schema, string path, SchemaLevel level)
    {
        var type = schema.Text("type");
        if (schema["type"] is { } given && type is null)
        {
            findings.Invalid($"{path}.type", given, "must be a string");
        }
        else if (string.IsNullOrEmpty(type))
        {
            CheckMissingType(schema, path, level);
        }
        else if (!Types.Contains(type))
        {
            findings.Unsupported($"{path}.type", type, Types.Select(name => $"\"{name}\""));
        }
        else if (level is SchemaLevel.Root && type != "object")
        {
            findings.Invalid($"{path}.type", type, "must be object at the root");
        }

        if (type == "null")
        {
            findings.Forbidden($"{path}.type", "type cannot be set to null, use nullable as an alternative");
        }

        if (type == "array" && schema["items"] is null)
        {
            findings.Required($"{path}.items", "must be specified");
        }
    }

    private void CheckMissingType(JsonObject schema, string path, SchemaLevel level)
    {
        if (schema.Flag(SchemaNodes.IntOrString)
            || schema.Flag(SchemaNodes.PreserveUnknownFields)
            || schema.Flag(SchemaNodes.EmbeddedResource))
        {
            return;
        }

        findings.Required($"{path}.type", level switch
        {
            SchemaLevel.Root => "must not be empty at the root",
            SchemaLevel.Item => "must not be empty for specified array items",
            _ => "must not be empty for specified object fields",
        });
    }

    private void CheckExtensions(JsonObject schema, string path)
    {
        if (schema[SchemaNodes.PreserveUnknownFields]?.GetValueKind() is JsonValueKind.False)
        {
            findings.Invalid($"{path}.{SchemaNodes.PreserveUnknownFields}", false, "must be true or undefined");
        }

        if (schema.Flag(SchemaNodes.IntOrString))
        {
            foreach (var other in new[] { SchemaNodes.PreserveUnknownFields, SchemaNodes.EmbeddedResource })
            {
                if (schema.Flag(other))
                {
                    findings.Invalid($"{path}.{other}", true, "must be false if x-kubernetes-int-or-string is true");
                }
            }
        }

        if (schema.Flag(SchemaNodes.EmbeddedResource))
        {
            CheckEmbeddedResource(schema, path);
        }
    }

    private void CheckEmbeddedResource(JsonObject schema, string path)
    {
        const string MustBeObject = "must be object if x-kubernetes-embedded-resource is true";
        switch (schema.Text("type"))
        {
            case null or "":
                findings.Required($"{path}.type", MustBeObject);
                break;
            case not "object":
                findings.Invalid($"{path}.type", schema["type"], MustBeObject);
                break;
        }

        if (schema.ContainsKey("additionalProperties"))
        {
            findings.Forbidden(
                $"{path}.additionalProperties", "must not be used if x-kubernetes-embedded-resource is set");
        }

        if (!schema.Flag(SchemaNodes.PreserveUnknownFields) && !schema.Properties().Any())
        {
            findings.Required(
                $"{path}.properties",
                "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private void CheckAdditionalProperties(JsonObject schema, string path, SchemaLevel level)
    {
        if (schema["additionalProperties"] is not { } additional)
        {
            return;
        }

        path += ".additionalProperties";
        if (level is SchemaLevel.Root)
        {
            findings.Forbidden(path, "must not be used at the root");
        }

        if (additional.GetValueKind() is not JsonValueKind.True && schema.Properties().Any())
        {
            findings.Forbidden(path, "additionalProperties and properties are mutual exclusive");
        }
    }

    /// <summary>An object's own apiVersion, kind and metadata are the API server's business; a schema may only repeat their types.</summary>
    private void CheckObjectFields(JsonObject schema, string path, SchemaLevel level)
    {
        foreach (var (name, type) in new[] { ("apiVersion", "string"), ("kind", "string"), ("metadata", "object") })
        {
            if (schema.Schema("properties")?.Schema(name) is { } field && field.Text("type") != type)
            {
                findings.Invalid($"{path}.properties[{name}].type", field["type"] ?? "", $"must be {type}");
            }
        }

        if (level is SchemaLevel.Root && schema.Schema("properties")?.Schema("metadata") is { } metadata && SaysTooMuch(metadata))
        {
            findings.Forbidden(
                $"{path}.properties[metadata]",
                "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }

    private static bool SaysTooMuch(JsonObject metadata) =>
        metadata.Any(keyword => keyword.Key is not ("type" or "properties"))
        || metadata.Properties().Any(property => property.Key is not ("name" or "generateName"));

    private void CheckChildren(JsonObject schema, string path)
    {
        foreach (var (name, value) in schema.Schema("properties") ?? [])
        {
            CheckChild(value, $"{path}.properties[{name}]", SchemaLevel.Field);
        }

        if (schema["items"] is not (null or JsonArray))
        {
            CheckChild(schema["items"], $"{path}.items", SchemaLevel.Item);
        }

        if (schema["additionalProperties"] is JsonObject additional)
        {
            Check(additional, $"{path}.additionalProperties", SchemaLevel.Field);
        }
    }

    private void CheckChild(JsonNode? node, string path, SchemaLevel level)
    {
        if (node is JsonObject schema)
        {
            Check(schema, path, level);
        }
        else
        {
            findings.Invalid(path, node, "must be a schema object");
        }
    }
}
