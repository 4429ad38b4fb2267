using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;

namespace Gko.Apim.Payloads;

/// <summary>Keeps objects under the cross id that APIM knows them by.</summary>
internal static class CrossIds
{
    /// <summary>
    /// APIM finds an object by its cross id: one written into the spec, or taken out of it, after the first import would make a
    /// second object. The id that APIM derives by itself need not be sent, and must not follow the object to another organization.
    /// </summary>
    /// <param name="body">Of an object that APIM took under its human-readable id.</param>
    /// <param name="hrid">That id.</param>
    /// <param name="known">The cross id that APIM answered; null changes nothing.</param>
    /// <param name="organization">Where it did.</param>
    public static void Keep(JsonObject body, string hrid, string? known, string? organization)
    {
        if (PayloadNodes.First(known) is null)
        {
            return;
        }

        body.Remove("crossId");
        if (known != Ids.UuidV3(organization ?? "", hrid))
        {
            body["crossId"] = known;
        }
    }
}
