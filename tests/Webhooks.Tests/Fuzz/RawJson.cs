using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>Puts text into JSON that no JSON library would write, such as <c>1e400</c> or half of a surrogate pair.</summary>
internal static class RawJson
{
    private const string Mark = "@raw:";

    /// <summary>A node that <see cref="Encode"/> writes as the text.</summary>
    public static JsonNode Of(string text) => JsonValue.Create($"{Mark}{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}@")!;

    /// <summary>The review as bytes.</summary>
    public static byte[] Encode(JsonNode review)
    {
        var text = review.ToJsonString();
        var output = new StringBuilder(text.Length);
        var copied = 0;
        for (var at = text.IndexOf($"\"{Mark}", StringComparison.Ordinal); at >= 0; at = text.IndexOf($"\"{Mark}", copied, StringComparison.Ordinal))
        {
            var end = text.IndexOf("@\"", at + 2, StringComparison.Ordinal);
            var hex = text.AsSpan(at + 1 + Mark.Length, end - at - 1 - Mark.Length);
            output.Append(text, copied, at - copied).Append(Encoding.UTF8.GetString(Convert.FromHexString(hex)));
            copied = end + 2;
        }

        return Encoding.UTF8.GetBytes(output.Append(text, copied, text.Length - copied).ToString());
    }
}
