using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>One invalid field: the cause's reason, where, and the message in the API server's own words.</summary>
internal readonly record struct FieldError(string Reason, string Field, string Message)
{
    public const string NoField = "<nil>";

    /// <summary>Whether rules that need a well-formed object must not run after this error.</summary>
    public bool BlocksRules => Reason is
        "FieldValueNotSupported" or "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany" or "FieldValueTypeInvalid";

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {value.ToJsonText()}: {detail}");

    public static FieldError WrongType(string field, string actual, string detail) =>
        new("FieldValueTypeInvalid", field, $"Invalid value: \"{actual}\": {detail}");

    public static FieldError Required(string field, string? detail = null) =>
        new("FieldValueRequired", field, detail is null ? "Required value" : $"Required value: {detail}");

    public static FieldError Duplicate(string field, JsonNode? value) =>
        new("FieldValueDuplicate", field, $"Duplicate value: {value.ToJsonText()}");

    public static FieldError Forbidden(string field, string detail) => new("FieldValueForbidden", field, $"Forbidden: {detail}");

    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<string> supported) =>
        new("FieldValueNotSupported", field,
            $"Unsupported value: {value.ToJsonText()}: supported values: {string.Join(", ", supported.Select(item => $"\"{item}\""))}");

    public static FieldError TooLong(string field, long limit) =>
        new("FieldValueTooLong", field, $"Too long: may not be more than {limit} bytes");

    public static FieldError TooMany(string field, long count, long limit) =>
        new("FieldValueTooMany", field, $"Too many: {count}: must have at most {limit} items");

    public override string ToString() => $"{Field}: {Message}";
}
