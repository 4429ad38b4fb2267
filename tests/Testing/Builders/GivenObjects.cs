using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Testing.Builders;

/// <summary>Where arrangements of the smaller kinds start: <c>using static Gko.Testing.Builders.GivenObjects;</c>. All are valid.</summary>
public static class GivenObjects
{
    /// <summary>A dictionary with one entry, in the context <c>ctx</c> of its namespace.</summary>
    public static Dictionary ADictionary(string name = "dictionary", string ns = "default", Action<DictionarySpec>? with = null)
    {
        var spec = new DictionarySpec
        {
            ContextRef = new() { Name = "ctx" },
            Name = name,
            Type = DictionaryTypes.Manual,
            Deployed = true,
            Manual = new ManualDictionary { Properties = new(StringComparer.Ordinal) { ["key"] = "value" } },
        };
        with?.Invoke(spec);
        return new Dictionary { Metadata = new() { Name = name, Namespace = ns }, Spec = spec };
    }

    /// <summary>A dictionary that fetches its entries, in the context <c>ctx</c> of its namespace.</summary>
    public static Dictionary ADynamicDictionary(string name = "dictionary", string url = "https://backend.example.com", Action<DictionarySpec>? with = null) =>
        ADictionary(name, with: spec =>
        {
            (spec.Type, spec.Manual) = (DictionaryTypes.Dynamic, null);
            spec.Dynamic = new DynamicDictionary
            {
                Provider = new DictionaryProvider { Type = "HTTP", Url = url, Method = "GET", Specification = "[]" },
                Trigger = new DictionaryTrigger { Rate = 30, Unit = "SECONDS" },
            };
            with?.Invoke(spec);
        });

    /// <summary>A portal in the context <c>ctx</c> of its namespace.</summary>
    public static Portal APortal(string name = "portal", string ns = "default", Action<PortalSpec>? with = null)
    {
        var spec = new PortalSpec { ContextRef = new() { Name = "ctx" }, Name = name };
        with?.Invoke(spec);
        return new Portal { Metadata = new() { Name = name, Namespace = ns }, Spec = spec };
    }

    /// <summary>A link on the portal <c>portal</c> of its namespace.</summary>
    public static PortalLink ALink(string name = "link", string ns = "default", Action<PortalLinkSpec>? with = null)
    {
        var spec = new PortalLinkSpec { PortalRef = new() { Name = "portal" }, Name = name, Href = "https://docs.example.com" };
        with?.Invoke(spec);
        return new PortalLink { Metadata = new() { Name = name, Namespace = ns }, Spec = spec };
    }

    /// <summary>A listing of the v4 API <c>api</c> on the portal <c>portal</c>, both of its namespace.</summary>
    public static PortalListing AListing(string name = "listing", string ns = "default", Action<PortalListingSpec>? with = null)
    {
        var spec = new PortalListingSpec
        {
            PortalRef = new() { Name = "portal" },
            Apis = [new ListedApi { Ref = new() { Name = "api" }, Location = "/apis" }],
        };
        with?.Invoke(spec);
        return new PortalListing { Metadata = new() { Name = name, Namespace = ns }, Spec = spec };
    }

    /// <summary>A page of the portal <c>portal</c> of its namespace.</summary>
    public static Documentation APage(string name = "page", string ns = "default", Action<DocumentationSpec>? with = null)
    {
        var spec = new DocumentationSpec
        {
            PortalRef = new() { Name = "portal" }, Name = name, Type = DocumentationTypes.Markdown, Content = "# Hello",
        };
        with?.Invoke(spec);
        return new Documentation { Metadata = new() { Name = name, Namespace = ns }, Spec = spec };
    }

    /// <summary>A page of the v4 API <c>api</c> of its namespace.</summary>
    public static Documentation APageOfAnApi(string name = "page", Action<DocumentationSpec>? with = null) => APage(name, with: spec =>
    {
        (spec.PortalRef, spec.ApiRef) = (null, new() { Name = "api" });
        with?.Invoke(spec);
    });
}
