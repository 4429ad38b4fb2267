using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The structural rules that a definition's schema must keep, with the API server's messages.</summary>
internal static class SchemaLint
{
    public const string Root = "spec.validation.openAPIV3Schema";

    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean"];

    public static List<FieldError> Check(JsonObject schema)
    {
        var errors = new List<FieldError>();
        if (schema.Text("type") is { } type && type != "object")
        {
            return [FieldError.Invalid($"{Root}.type", type, "must be object at the root")];
        }

        Node(schema, Root, errors, isRoot: true);
        CheckMetadata(schema, errors);
        if (errors.Count == 0)
        {
            CheckDefaults(SchemaReader.Read(schema), Root, errors);
        }

        return errors;
    }

    private static void Node(JsonObject schema, string path, List<FieldError> errors, bool isRoot = false)
    {
        foreach (var (name, child) in (schema.Child("properties") ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (child is JsonObject property)
            {
                Node(property, $"{path}.properties[{name}]", errors);
            }
        }

        if (schema.Child("items") is { } items)
        {
            Node(items, $"{path}.items", errors);
        }

        if (schema.Child("additionalProperties") is { } values)
        {
            Node(values, $"{path}.additionalProperties", errors);
        }

        if (schema.ContainsKey("$ref"))
        {
            errors.Add(FieldError.Forbidden($"{path}.$ref", "$ref is not supported"));
            return;
        }

        CheckType(schema, path, errors);
        CheckShape(schema, path, errors, isRoot);
        CheckList(schema, path, errors);
        CheckPattern(schema, path, errors);
        CheckRules(schema, path, errors);
        CombinerLint.Check(schema, path, errors);
    }

    private static void CheckType(JsonObject schema, string path, List<FieldError> errors)
    {
        var intOrString = schema.Flag("x-kubernetes-int-or-string") is true;
        var preserve = schema.Flag("x-kubernetes-preserve-unknown-fields") is true;
        switch (schema.Text("type"))
        {
            case null or "" when !intOrString && !preserve:
                errors.Add(FieldError.Required($"{path}.type", "must not be empty for specified object fields"));
                break;
            case null or "":
                break;
            case { } type when intOrString:
                errors.Add(FieldError.Invalid($"{path}.type", type, "must be empty if x-kubernetes-int-or-string is true"));
                break;
            case { } type when !Types.Contains(type):
                errors.Add(FieldError.NotSupported($"{path}.type", type, Types.Order(StringComparer.Ordinal)));
                break;
            default:
                break;
        }
    }

    private static void CheckShape(JsonObject schema, string path, List<FieldError> errors, bool isRoot)
    {
        if (schema.ContainsKey("additionalProperties") && (schema.Child("properties")?.Count ?? 0) > 0)
        {
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
        else if (isRoot && schema.ContainsKey("additionalProperties"))
        {
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "must not be used at the root"));
        }

        if (schema.Flag("additionalProperties") is false)
        {
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties cannot be set to false"));
        }

        if (schema.Flag("uniqueItems") is true)
        {
            errors.Add(FieldError.Forbidden(
                $"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
    }

    private static void CheckList(JsonObject schema, string path, List<FieldError> errors)
    {
        if (schema.Text("type") == "array" && schema.Child("items") is null)
        {
            errors.Add(FieldError.Required($"{path}.items", "must be specified"));
            return;
        }

        var items = schema.Child("items");
        switch (schema.Text("x-kubernetes-list-type"))
        {
            case "map":
                CheckListMap(schema, items, path, errors);
                break;
            case "set" when items.Text("type") is "object" && items.Text("x-kubernetes-map-type") != "atomic":
                errors.Add(FieldError.Invalid(
                    $"{path}.items.x-kubernetes-map-type", null, "must be atomic as item of a list with x-kubernetes-list-type=set"));
                break;
            default:
                break;
        }
    }

    private static void CheckListMap(JsonObject schema, JsonObject? items, string path, List<FieldError> errors)
    {
        var keys = schema.Texts("x-kubernetes-list-map-keys").ToList();
        if (keys.Count == 0)
        {
            errors.Add(FieldError.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
        }

        foreach (var key in keys)
        {
            if (items.Child("properties").Child(key) is not { } property)
            {
                errors.Add(FieldError.Invalid(
                    $"{path}.x-kubernetes-list-map-keys", key, "entries must all be names of item properties"));
            }
            else if (!property.ContainsKey("default") && !items.Texts("required").Contains(key))
            {
                errors.Add(FieldError.Required($"{path}.items.properties[{key}].default",
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }
        }
    }

    private static void CheckPattern(JsonObject schema, string path, List<FieldError> errors)
    {
        if (schema.Text("pattern") is not { Length: > 0 } pattern)
        {
            return;
        }

        try
        {
            SchemaReader.Compile(pattern);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            errors.Add(FieldError.Invalid(
                $"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: error parsing regexp: {error.Message}"));
        }
    }

    private static void CheckRules(JsonObject schema, string path, List<FieldError> errors)
    {
        var rules = (schema.Items("x-kubernetes-validations") ?? []).OfType<JsonObject>().ToList();
        for (var index = 0; index < rules.Count; index++)
        {
            if (CelRule.Read(rules[index]).Refusal is { } refusal)
            {
                errors.Add(FieldError.Invalid(
                    $"{path}.x-kubernetes-validations[{index}].rule", rules[index].Text("rule"), $"compilation failed: {refusal}"));
            }
        }
    }

    private static void CheckMetadata(JsonObject schema, List<FieldError> errors)
    {
        var metadata = schema.Child("properties").Child("metadata");
        if (metadata.Child("properties") is { } properties && properties.Any(pair => pair.Key is not ("name" or "generateName")))
        {
            errors.Add(FieldError.Forbidden($"{Root}.properties[metadata]",
                "must not specify anything other than name and generateName, but metadata is implicitly specified"));
        }
    }

    private static void CheckDefaults(Schema schema, string path, List<FieldError> errors)
    {
        if (schema.Default is { } value)
        {
            var complete = value.DeepClone();
            Defaulter.Apply(complete, schema);
            errors.AddRange(SchemaValidator.Validate(complete, schema).Select(error => error with { Field = $"{path}.default" }));
        }

        foreach (var (name, child) in schema.Properties)
        {
            CheckDefaults(child, $"{path}.properties[{name}]", errors);
        }

        if (schema.Items is { } items)
        {
            CheckDefaults(items, $"{path}.items", errors);
        }

        if (schema.Values is { } values)
        {
            CheckDefaults(values, $"{path}.additionalProperties", errors);
        }
    }
}
