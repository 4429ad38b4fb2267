using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Apim.Payloads;

/// <summary>Finishes the bodies of all that is no API.</summary>
internal static class AutomationBody
{
    /// <summary>Names the object in its body and writes that. The body is not to be used afterwards.</summary>
    /// <param name="path">Below the environment, with its segments escaped.</param>
    /// <param name="address">What the object is called.</param>
    /// <param name="body">The rest of the object.</param>
    public static AutomationImport Seal(string path, AutomationAddress address, JsonObject body)
    {
        body["hrid"] = address.Hrid;
        var bytes = CanonicalJson.Write(body);

        // Ids that APIM may choose must not count.
        body.Remove("id");
        body.Remove("crossId");
        return new(path, address.Hrid, address.IsUuid, bytes, Hash(path, CanonicalJson.Write(body).Span));
    }

    /// <summary>The path of what belongs to another object.</summary>
    public static string Below(string parents, string hrid, string children) => $"{parents}/{Uri.EscapeDataString(hrid)}/{children}";

    private static string Hash(string path, ReadOnlySpan<byte> body) => PayloadNodes.Hash([.. Encoding.UTF8.GetBytes(path), (byte)'\n', .. body]);
}
