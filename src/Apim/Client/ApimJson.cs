using System.Text.Json.Serialization;

namespace Gko.Apim.Client;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApimEnvironment))]
[JsonSerializable(typeof(ApiV4State))]
[JsonSerializable(typeof(ImportStatus))]
[JsonSerializable(typeof(List<ApimApi>))]
[JsonSerializable(typeof(List<ApimPlugin>))]
internal sealed partial class ApimJson : JsonSerializerContext;
