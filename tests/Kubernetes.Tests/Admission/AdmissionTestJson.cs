using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Tests.Admission;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Widget))]
[JsonSerializable(typeof(RawWidget))]
internal sealed partial class AdmissionTestJson : JsonSerializerContext;
