using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Admission;

/// <summary>JSON metadata of the small parts of a review.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(AdmissionKind))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
