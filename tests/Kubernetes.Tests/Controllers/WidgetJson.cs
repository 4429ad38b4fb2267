using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Tests.Controllers;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Widget))]
internal sealed partial class WidgetJson : JsonSerializerContext;
