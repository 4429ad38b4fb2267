using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The sorts of objects below portals and APIs, and their rules.</summary>
internal static class PortalItemKinds
{
    private static readonly PortalItemKind Listing = new()
    {
        Parents = "portals",
        Name = "listings",
        Shape = PortalShapes.Listing,
        Table = environment => environment.Listings,
        Check = (spec, findings) =>
        {
            findings.Severe.AddRange(spec.Objects("apis").SelectMany((entry, index) =>
                NavigationPaths.Problems(entry.Text("location"), $"apis[{index}].location")));
            return null;
        },
    };

    private static readonly PortalItemKind Link = new()
    {
        Parents = "portals",
        Name = "links",
        Shape = PortalShapes.Link,
        Table = environment => environment.Links,
        IsInNavigation = true,
        Check = (spec, findings) =>
        {
            Add(findings, string.IsNullOrWhiteSpace(spec.Text("name")), "The title field is required and cannot be blank.");
            Add(findings, !IsUrl(spec.Text("href")), "Provided url is invalid");
            CheckLocation(spec, findings);
            return null;
        },
    };

    private static readonly PortalItemKind Page = new()
    {
        Parents = "portals",
        Name = "documentations",
        Shape = PortalShapes.Documentation,
        Table = environment => environment.Documentations,
        Check = (spec, findings) =>
        {
            CheckPage(spec, findings);
            return null;
        },
    };

    private static readonly PortalItemKind ApiPage = Page with
    {
        Parents = "apis",
        Check = (spec, findings) =>
        {
            CheckPage(spec, findings);
            return spec.Text("area") == "TOP_NAVBAR" ? null : "API documentation must be under TOP_NAVBAR area";
        },
    };

    public static IReadOnlyList<PortalItemKind> All { get; } = [Listing, Link, Page, ApiPage];

    private static void CheckPage(JsonObject spec, Findings findings)
    {
        Add(findings, string.IsNullOrWhiteSpace(spec.Text("name")), "name must not be blank");
        CheckLocation(spec, findings);
    }

    private static void CheckLocation(JsonObject spec, Findings findings)
    {
        if (spec.Text("location") is { } location)
        {
            findings.Severe.AddRange(NavigationPaths.Problems(location, "location"));
        }
    }

    private static void Add(Findings findings, bool isBroken, string message)
    {
        if (isBroken)
        {
            findings.Severe.Add(message);
        }
    }

    private static bool IsUrl(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
