using System.Text.Json;
using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

internal abstract class GadgetBase
{
    [Description("Inherited.")]
    [Required]
    public string? Label { get; set; }
}

internal sealed class GadgetSpec : GadgetBase
{
    [Description("A number.")]
    [Minimum(1)]
    [Maximum(9)]
    [Default(3)]
    public int? Size { get; set; }

    [Description("A big number.")]
    public long? Mass { get; set; }

    [Description("Renamed.")]
    [Length(1, 5)]
    [Pattern("^a")]
    [Format("uri")]
    [Example("abc")]
    [JsonPropertyName("wire-name")]
    public string? Address { get; set; }

    [Description("Of few values.")]
    [AllowedValues("x", "y")]
    public List<string>? Modes { get; set; }

    [Description("A set.")]
    [ListType("set")]
    [MinItems(1)]
    [MaxItems(4)]
    [Default(Json = """["a"]""")]
    public List<string>? Tags { get; set; }

    [Description("Keyed.")]
    [ListMapKeys("label")]
    [CelRule("self.size() < 5", Reason = "FieldValueForbidden", FieldPath = ".x", MessageExpression = "'m'")]
    public List<GadgetPart>? Parts { get; set; }

    [Description("A map of lists.")]
    [Minimum(0)]
    public Dictionary<string, List<int>>? Counts { get; set; }

    [Description("An object of any content.")]
    [PreserveUnknownFields]
    public JsonElement? Settings { get; set; }

    [Description("Anything.")]
    public JsonElement? Anything { get; set; }

    [Description("A moment.")]
    public DateTimeOffset? Since { get; set; }

    [Description("On or off.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [JsonIgnore]
    public string? Computed { get; set; }
}

internal sealed class GadgetPart : GadgetBase
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
