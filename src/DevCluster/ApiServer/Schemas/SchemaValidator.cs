using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Checks a value against a schema; the messages are the API server's, since users and tests read them.</summary>
internal static class SchemaValidator
{
    public static List<FieldError> Validate(JsonNode? node, Schema schema, string path = "")
    {
        var errors = new List<FieldError>();
        Check(node, schema, path, errors);
        return errors;
    }

    private static void Check(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        if (node is null && (schema.Nullable || schema is { Type: "", IntOrString: false }))
        {
            return;
        }

        var typed = CheckType(node, schema, path, errors);
        CheckEnum(node, schema, path, errors);
        if (typed)
        {
            CheckValue(node, schema, path, errors);
        }

        SchemaCombiners.Check(node, schema, path, errors, Check);
    }

    private static void CheckValue(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        switch (node)
        {
            case JsonObject map:
                CheckMap(map, schema, path, errors);
                break;
            case JsonArray list:
                CheckList(list, schema, path, errors);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                CheckText(value.AsText()!, schema, path, errors);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.Number:
                CheckNumber(value, schema, path, errors);
                break;
            default:
                break;
        }
    }

    private static bool CheckType(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        var actual = TypeOf(node);
        if (schema.IntOrString)
        {
            if (actual is not ("integer" or "string"))
            {
                errors.Add(WrongType(path, actual, "integer,string"));
                return false;
            }

            return true;
        }

        if (schema.Type.Length == 0 || actual == schema.Type || (schema.Type == "number" && actual == "integer"))
        {
            return schema.Type != "integer" || CheckIntegerRange((JsonValue)node!, schema, path, errors);
        }

        if (schema.Type == "integer" && actual == "number" && schema.Format.Length > 0)
        {
            errors.Add(FieldError.WrongType(path, "float64", $"{path} in body must be of type {schema.Format}: \"float64\""));
            errors.Add(OutOfFormat(schema, path));
            return false;
        }

        errors.Add(WrongType(path, actual, schema.Type));
        return false;
    }

    private static bool CheckIntegerRange(JsonValue node, Schema schema, string path, List<FieldError> errors)
    {
        var fits = schema.Format != "int32" || node.AsInteger() is >= int.MinValue and <= int.MaxValue;
        if (!fits)
        {
            errors.Add(OutOfFormat(schema, path));
        }

        return fits;
    }

    private static void CheckEnum(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        if (schema.Enum is { } values && !values.Any(value => JsonTree.Same(value, node)))
        {
            errors.Add(FieldError.NotSupported(path, node, values.Select(value => value.AsText() ?? value.ToJsonText())));
        }
    }

    private static void CheckMap(JsonObject map, Schema schema, string path, List<FieldError> errors)
    {
        if (map.Count > schema.Bounds.MaxProperties)
        {
            errors.Add(FieldError.TooMany(path, map.Count, schema.Bounds.MaxProperties.Value));
        }

        if (map.Count < schema.Bounds.MinProperties)
        {
            errors.Add(FieldError.Invalid(path, map.Count, $"{path} in body should have at least {schema.Bounds.MinProperties} properties"));
        }

        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (schema.Field(name, out _) is { } field)
            {
                Check(value, field, Join(path, name), errors);
            }
        }

        errors.AddRange(schema.Required.Where(name => !map.ContainsKey(name)).Select(name => FieldError.Required(Join(path, name))));
    }

    private static void CheckList(JsonArray list, Schema schema, string path, List<FieldError> errors)
    {
        if (list.Count < schema.Bounds.MinItems)
        {
            errors.Add(FieldError.Invalid(path, list.Count, $"{path} in body should have at least {schema.Bounds.MinItems} items"));
        }

        if (list.Count > schema.Bounds.MaxItems)
        {
            errors.Add(FieldError.TooMany(path, list.Count, schema.Bounds.MaxItems.Value));
        }

        for (var index = 0; schema.Items is not null && index < list.Count; index++)
        {
            Check(list[index], schema.Items, $"{path}[{index}]", errors);
        }

        ListUniqueness.Check(list, schema, path, errors);
    }

    private static void CheckText(string text, Schema schema, string path, List<FieldError> errors)
    {
        var length = text.EnumerateRunes().Count();
        if (length > schema.Bounds.MaxLength)
        {
            errors.Add(FieldError.TooLong(path, schema.Bounds.MaxLength.Value));
        }
        else if (length < schema.Bounds.MinLength)
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should be at least {schema.Bounds.MinLength} chars long"));
        }
        else if (schema.Bounds.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should match '{schema.Bounds.PatternText}'"));
        }

        if (!Formats.Matches(schema.Format, text))
        {
            errors.Add(FieldError.WrongType(path, text, $"{path} in body must be of type {schema.Format}: {JsonValue.Create(text).ToJsonText()}"));
        }
    }

    private static void CheckNumber(JsonValue node, Schema schema, string path, List<FieldError> errors)
    {
        var number = double.Parse(node.ToJsonText());
        if (schema.Bounds.MultipleOf is { } factor && factor > 0 && !double.IsInteger(number / factor))
        {
            errors.Add(FieldError.Invalid(path, node, $"{path} in body should be a multiple of {Show(factor)}"));
        }

        if (schema.Bounds.Maximum is { } max && (schema.Bounds.ExclusiveMaximum ? number >= max : number > max))
        {
            errors.Add(FieldError.Invalid(path, node,
                $"{path} in body should be less than {(schema.Bounds.ExclusiveMaximum ? "" : "or equal to ")}{Show(max)}"));
        }

        if (schema.Bounds.Minimum is { } min && (schema.Bounds.ExclusiveMinimum ? number <= min : number < min))
        {
            errors.Add(FieldError.Invalid(path, node,
                $"{path} in body should be greater than {(schema.Bounds.ExclusiveMinimum ? "" : "or equal to ")}{Show(min)}"));
        }
    }

    public static string TypeOf(JsonNode? node) => node.Kind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.AsInteger() is null ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static FieldError WrongType(string path, string actual, string wanted) =>
        FieldError.WrongType(path, actual, $"{path} in body must be of type {wanted}: \"{actual}\"");

    private static FieldError OutOfFormat(Schema schema, string path) =>
        FieldError.Invalid(FieldError.NoField, "", $"Checked value must be of type integer with format {schema.Format} in {path}");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
