using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Tests.Controllers;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Widget))]
[JsonSerializable(typeof(WidgetStatus))]
internal sealed partial class WidgetJson : JsonSerializerContext;
