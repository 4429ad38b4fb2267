using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Crds;

/// <summary>JSON metadata of definitions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomResourceDefinition))]
public sealed partial class CrdJson : JsonSerializerContext;
