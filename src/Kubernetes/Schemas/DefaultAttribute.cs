using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>The value that the API server stores where the field is left out.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute : Attribute
{
    private readonly JsonNode? _value;

    /// <summary>Used with <see cref="Json"/>.</summary>
    public DefaultAttribute()
    {
    }

    /// <summary>A default that is text.</summary>
    public DefaultAttribute(string value) => _value = value;

    /// <summary>A default that is true or false.</summary>
    public DefaultAttribute(bool value) => _value = value;

    /// <summary>A default that is a whole number.</summary>
    public DefaultAttribute(long value) => _value = value;

    /// <summary>A default that is neither text, number nor boolean, as JSON: <c>[]</c>, for example.</summary>
    [StringSyntax(StringSyntaxAttribute.Json)]
    public string? Json { get; init; }

    internal JsonNode? ToJson() => Json is null ? _value?.DeepClone() : JsonNode.Parse(Json);
}
