using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Tests.Schemas;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Gadget))]
[JsonSerializable(typeof(Matryoshka))]
[JsonSerializable(typeof(Mystery))]
internal sealed partial class GadgetJson : JsonSerializerContext;
