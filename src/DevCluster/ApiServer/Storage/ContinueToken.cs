using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Where the next page of a list starts, and in which version of the world; opaque to clients.</summary>
internal sealed record ContinueToken(long Version, string Start)
{
    public string Encode() => Base64Url.EncodeToString(new JsonObject
    {
        ["v"] = "meta.k8s.io/v1", ["rv"] = Version, ["start"] = Start,
    }.ToUtf8());

    /// <exception cref="ApiStatusException">400: not one of ours.</exception>
    public static ContinueToken Decode(string text)
    {
        try
        {
            var json = JsonTree.ParseObject(Base64Url.DecodeFromChars(text));
            return new ContinueToken(json.Number("rv") ?? 0, json.Text("start") ?? "");
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidDataException)
        {
            throw Refusals.BadRequest($"invalid continue token: continue key is not valid: {error.Message}");
        }
    }
}
