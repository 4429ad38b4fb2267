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

    // Every check that fits the value runs, also after a wrong type.
    private static void Check(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        CheckType(node, schema, path, errors);
        if (node is null)
        {
            CheckEnum(node, schema, path, errors);
            return;
        }

        SchemaCombiners.Check(node, schema, path, errors, Check);
        switch (node)
        {
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

        CheckEnum(node, schema, path, errors);
        if (node is JsonObject map)
        {
            CheckMap(map, schema, path, errors);
        }
    }

    private static void CheckType(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        string[] wanted = schema.IntOrString ? ["integer", "string"] : schema.Type.Length > 0 ? [schema.Type] : [];
        if (wanted.Length == 0 || (node is null && schema.Nullable))
        {
            return;
        }

        var actual = TypeOf(node);
        var fits = wanted.Contains(actual)
            || (actual == "integer" && wanted.Contains("number"))
            || (actual == "number" && wanted.Contains("integer") && double.IsInteger(SchemaReader.Double(node)!.Value));
        if (fits || node is null || schema.Format.Length == 0)
        {
            if (!fits)
            {
                errors.Add(WrongType(path, actual, string.Join(',', wanted)));
            }
        }
        else if (actual is not ("string" or "array"))
        {
            // A schema with a format wants that format, and names what it got the same way.
            errors.Add(WrongType(path, actual switch { "integer" => "int64", "number" => "float64", _ => "" }, schema.Format));
        }
        else if (schema.Type is "integer" or "number")
        {
            errors.Add(WrongType(path, actual, schema.Type));
        }
    }

    private static void CheckRange(JsonValue node, Schema schema, string path, List<FieldError> errors)
    {
        var fits = schema.Type != "integer" || (node.AsInteger() is { } number
            ? schema.Format != "int32" || number is >= int.MinValue and <= int.MaxValue
            : double.IsInteger(SchemaReader.Double(node)!.Value) && Math.Abs(SchemaReader.Double(node)!.Value) < long.MaxValue);
        if (!fits)
        {
            errors.Add(FieldError.Invalid(FieldError.NoField, "", "Checked value must be of type integer "
                + $"{(schema.Format.Length > 0 ? $"with format {schema.Format}" : "(default format)")} in {path}"));
        }
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
        CheckRange(node, schema, path, errors);
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

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
