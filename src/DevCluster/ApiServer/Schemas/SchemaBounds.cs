using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>The limits that a schema sets on a value; null where there is none.</summary>
internal sealed record SchemaBounds
{
    public static readonly SchemaBounds None = new();

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public Regex? Pattern { get; init; }

    /// <summary>The pattern as it was written, for messages.</summary>
    public string PatternText { get; init; } = "";

    public static SchemaBounds Read(JsonObject json)
    {
        var pattern = json.Text("pattern") ?? "";
        return new SchemaBounds
        {
            Minimum = SchemaReader.Double(json["minimum"]),
            Maximum = SchemaReader.Double(json["maximum"]),
            ExclusiveMinimum = json.Flag("exclusiveMinimum") is true,
            ExclusiveMaximum = json.Flag("exclusiveMaximum") is true,
            MultipleOf = SchemaReader.Double(json["multipleOf"]),
            MinLength = json.Number("minLength"),
            MaxLength = json.Number("maxLength"),
            MinItems = json.Number("minItems"),
            MaxItems = json.Number("maxItems"),
            MinProperties = json.Number("minProperties"),
            MaxProperties = json.Number("maxProperties"),
            Pattern = pattern.Length == 0 ? null : SchemaReader.Compile(pattern),
            PatternText = pattern,
        };
    }
}
