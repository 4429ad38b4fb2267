using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary><c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>.</summary>
internal static class SchemaCombiners
{
    public delegate void Checker(JsonNode? node, Schema schema, string path, List<FieldError> errors);

    public static void Check(JsonNode? node, Schema schema, string path, List<FieldError> errors, Checker check)
    {
        // int-or-string carries its own anyOf of the two types, which the type check has already covered.
        if (schema.AnyOf.Count > 0 && !schema.IntOrString)
        {
            CheckAny(node, schema, path, errors, check);
        }

        if (schema.OneOf.Count > 0)
        {
            CheckOne(node, schema, path, errors, check);
        }

        if (schema.AllOf.Count > 0)
        {
            CheckAll(node, schema, path, errors, check);
        }

        if (schema.Not is { } not && Errors(node, not, path, check).Count == 0)
        {
            errors.Add(Whole($"\"{path}\" must not validate the schema (not)"));
        }
    }

    private static void CheckAll(JsonNode? node, Schema schema, string path, List<FieldError> errors, Checker check)
    {
        var attempts = schema.AllOf.Select(part => Errors(node, part, path, check)).ToList();
        errors.AddRange(attempts.SelectMany(attempt => attempt));
        var valid = attempts.Count(attempt => attempt.Count == 0);
        if (valid < attempts.Count)
        {
            errors.Add(Whole($"\"{path}\" must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}"));
        }
    }

    private static void CheckAny(JsonNode? node, Schema schema, string path, List<FieldError> errors, Checker check)
    {
        var attempts = schema.AnyOf.Select(part => Errors(node, part, path, check)).ToList();
        if (attempts.All(attempt => attempt.Count > 0))
        {
            errors.Add(Whole($"\"{path}\" must validate at least one schema (anyOf)"));
            errors.AddRange(attempts[0]);
        }
    }

    private static void CheckOne(JsonNode? node, Schema schema, string path, List<FieldError> errors, Checker check)
    {
        var attempts = schema.OneOf.Select(part => Errors(node, part, path, check)).ToList();
        var valid = attempts.Count(attempt => attempt.Count == 0);
        if (valid == 0)
        {
            errors.Add(Whole($"\"{path}\" must validate one and only one schema (oneOf). Found none valid"));
            errors.AddRange(attempts[0]);
        }
        else if (valid > 1)
        {
            errors.Add(Whole($"\"{path}\" must validate one and only one schema (oneOf). Found {valid} valid alternatives"));
        }
    }

    private static List<FieldError> Errors(JsonNode? node, Schema schema, string path, Checker check)
    {
        var errors = new List<FieldError>();
        check(node, schema, path, errors);
        return errors;
    }

    private static FieldError Whole(string detail) => FieldError.Invalid(FieldError.NoField, "", detail);
}
