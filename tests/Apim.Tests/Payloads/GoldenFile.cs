using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Testing;

namespace Gko.Apim.Tests.Payloads;

/// <summary>
/// JSON that is checked in and compared with what the code makes; GKO_UPDATE_SNAPSHOTS=1 rewrites it. Long texts are shown by
/// their beginning, length and hash, so that the files stay readable.
/// </summary>
internal static class GoldenFile
{
    private const int LongText = 40;
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Folder(params string[] parts) => RepositoryPaths.Of(["tests", "Apim.Tests", "Payloads", "golden", .. parts]);

    public static void Compare(JsonNode actual, params string[] path)
    {
        var file = Folder(path);
        var text = Shorten(actual.DeepClone())!.ToJsonString(Options) + "\n";
        if (Environment.GetEnvironmentVariable("GKO_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        (File.Exists(file) ? File.ReadAllText(file) : "").ShouldBe(text, $"{file} is out of date; GKO_UPDATE_SNAPSHOTS=1 rewrites it.");
    }

    private static JsonNode? Shorten(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Shorten(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Shorten)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Shorten(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static string Shorten(string text) => text.Length <= LongText
        ? text
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{text[..20]}… ({text.Length} characters, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8)})");
}
