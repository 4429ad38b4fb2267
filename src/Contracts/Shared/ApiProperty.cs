using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A key-value pair that policies read at run time.</summary>
public sealed class ApiProperty
{
    [Description("Name by which expressions find the property, as in {#api.properties['key']}.")]
    public string? Key { get; set; }

    [Description("Value of the property, or its encrypted form when encrypted is true.")]
    public string? Value { get; set; }

    [Description("Whether value is encrypted already.")]
    public bool? Encrypted { get; set; }

    [Description("Asks APIM to encrypt the value when it takes the API.")]
    public bool? Encryptable { get; set; }

    [Description("Whether the dynamic property service maintains this property. Usually left out.")]
    public bool? Dynamic { get; set; }
}
