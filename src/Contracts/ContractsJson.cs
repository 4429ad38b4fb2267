using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gko.Contracts;

/// <summary>
/// How the kinds of this project are read and written. Names are as on the wire, what is null is left out.
/// Use <see cref="Relaxed"/>: it does not escape what JSON need not escape, so that expressions such as
/// <c>{#request.headers['a'] &lt; 1}</c> stay readable.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiDefinition))]
[JsonSerializable(typeof(ManagementContext))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>The shared instance that the kinds themselves use.</summary>
    public static ContractsJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
