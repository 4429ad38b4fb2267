using System.Text.Json.Serialization;

namespace Gko.Apim.Payloads;

[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class PayloadJson : JsonSerializerContext;
