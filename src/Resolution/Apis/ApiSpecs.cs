using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Copies of specs, because those in caches are shared by all.</summary>
internal static class ApiSpecs
{
    /// <summary>A spec in which references can be replaced; the same one when there are none.</summary>
    public static T Writable<T>(T spec, JsonTypeInfo<T> json) where T : ApiSpec =>
        ApiReferences.Any(spec) ? JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(spec, json), json)! : spec;
}
