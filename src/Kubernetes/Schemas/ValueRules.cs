using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.Kubernetes.Schemas;

/// <summary>Judges one value by the keywords that do not describe structure: bounds, patterns, allowed values, junctors.</summary>
internal static class ValueRules
{
    public static bool IsOfType(JsonNode? value, JsonObject schema)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (schema.Flag(SchemaNodes.IntOrString))
        {
            return kind is JsonValueKind.String || IsInteger(value);
        }

        return schema.Text("type") switch
        {
            "object" => kind is JsonValueKind.Object,
            "array" => kind is JsonValueKind.Array,
            "string" => kind is JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => IsInteger(value),
            "number" => kind is JsonValueKind.Number,
            _ => true,
        };
    }

    public static void Judge(JsonNode? value, JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            findings.Unsupported(path, value, allowed.Select(one => one?.ToJsonString() ?? "null"));
        }

        switch (value)
        {
            case JsonObject fields:
                JudgeCount(fields.Count, "Properties", schema, path, findings);
                JudgeRequired(fields, schema, path, findings);
                break;
            case JsonArray list:
                JudgeCount(list.Count, "Items", schema, path, findings);
                break;
            case not null when value.GetValueKind() is JsonValueKind.String:
                JudgeText(value.GetValue<string>(), schema, path, findings);
                break;
            case not null when value.AsNumber() is { } number:
                JudgeNumber(number, schema, path, findings);
                break;
        }

        JudgeJunctors(value, schema, path, findings);
    }

    private static bool IsInteger(JsonNode? value) => value.AsNumber() is { } number && decimal.IsInteger(number);

    private static void JudgeRequired(JsonObject fields, JsonObject schema, string path, SchemaFindings findings)
    {
        foreach (var name in schema.Texts("required").Where(name => !fields.ContainsKey(name)))
        {
            findings.Required(SchemaValidator.Below(path, name), "must be given");
        }
    }

    private static void JudgeText(string text, JsonObject schema, string path, SchemaFindings findings)
    {
        JudgeCount(text.EnumerateRunes().Count(), "Length", schema, path, findings);
        if (schema.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking))
        {
            findings.Invalid(path, text, $"must match {pattern}");
        }
    }

    private static void JudgeCount(int count, string what, JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema.Number($"min{what}") is { } minimum && count < minimum)
        {
            findings.Invalid(path, count, $"min{what} is {minimum}");
        }

        if (schema.Number($"max{what}") is { } maximum && count > maximum)
        {
            findings.Invalid(path, count, $"max{what} is {maximum}");
        }
    }

    private static void JudgeNumber(decimal number, JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema.Number("minimum") is { } minimum
            && (number < minimum || (number == minimum && schema.Flag("exclusiveMinimum"))))
        {
            findings.Invalid(path, number, $"must be {(schema.Flag("exclusiveMinimum") ? "above" : "at least")} {minimum}");
        }

        if (schema.Number("maximum") is { } maximum
            && (number > maximum || (number == maximum && schema.Flag("exclusiveMaximum"))))
        {
            findings.Invalid(path, number, $"must be {(schema.Flag("exclusiveMaximum") ? "below" : "at most")} {maximum}");
        }

        if (schema.Number("multipleOf") is { } step and not 0 && number % step != 0)
        {
            findings.Invalid(path, number, $"must be a multiple of {step}");
        }

        if ((schema.Text("format") == "int32" && number is < int.MinValue or > int.MaxValue)
            || (schema.Text("format") == "int64" && number is < long.MinValue or > long.MaxValue))
        {
            findings.Invalid(path, number, $"must fit {schema.Text("format")}");
        }
    }

    private static void JudgeJunctors(JsonNode? value, JsonObject schema, string path, SchemaFindings findings)
    {
        var fitting = new Dictionary<string, int>();
        foreach (var (branch, junctor, _) in schema.Junctors())
        {
            if (junctor == "allOf")
            {
                JudgeBranch(value, branch, path, findings);
                continue;
            }

            var objections = new SchemaFindings();
            JudgeBranch(value, branch, path, objections);
            fitting[junctor] = fitting.GetValueOrDefault(junctor) + (objections.Count == 0 ? 1 : 0);
        }

        foreach (var (junctor, count) in fitting)
        {
            var (holds, expectation) = junctor switch
            {
                "anyOf" => (count > 0, "must fit at least one schema of anyOf"),
                "oneOf" => (count == 1, "must fit exactly one schema of oneOf"),
                _ => (count == 0, "must not fit the schema of not"),
            };
            if (!holds)
            {
                findings.Invalid(path, value, expectation);
            }
        }
    }

    /// <summary>A branch judges fields and items that are there; which there may be is the structure's business.</summary>
    private static void JudgeBranch(JsonNode? value, JsonObject branch, string path, SchemaFindings findings)
    {
        if (!IsOfType(value, branch))
        {
            findings.Invalid(path, value, $"must be of type {branch.Text("type")}");
            return;
        }

        Judge(value, branch, path, findings);
        if (value is JsonObject fields)
        {
            foreach (var (name, property) in branch.Properties().Where(property => fields.ContainsKey(property.Key)))
            {
                JudgeBranch(fields[name], property, SchemaValidator.Below(path, name), findings);
            }
        }
        else if (value is JsonArray list && branch.Schema("items") is { } items)
        {
            for (var i = 0; i < list.Count; i++)
            {
                JudgeBranch(list[i], items, $"{path}[{i}]", findings);
            }
        }
    }
}
