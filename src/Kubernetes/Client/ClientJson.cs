using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Client;

/// <summary>JSON metadata of what only the client itself reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListMeta))]
[JsonSerializable(typeof(PartialObject))]
internal sealed partial class ClientJson : JsonSerializerContext;
