using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>Finds pages that APIM could not import in any order, and those below something that is no folder.</summary>
internal sealed class PageChecks(AdmissionPolicy policy)
{
    private static readonly HashSet<string?> Folders =
        new([PageTypes.Folder, PageTypes.SystemFolder, PageTypes.Root], StringComparer.OrdinalIgnoreCase);

    /// <summary>Parents that do not exist are not looked at: that is an error by itself.</summary>
    public void Check(IReadOnlyDictionary<string, PageBase> pages, ValidationContext<ApiCandidate> context)
    {
        var circles = CirclesOf(pages);
        foreach (var (key, page) in pages.OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            if (page?.Parent is not { } parent || !pages.TryGetValue(parent, out var holder))
            {
                continue;
            }

            if (circles.TryGetValue(key, out var circle))
            {
                if (circle[0] == key)
                {
                    context.Soft(policy, CheckIds.Pages, $"spec.pages.{key}.parent", $"pages [{string.Join("], [", circle)}] hold each other in a circle: give one of them another parent, or none");
                }
            }
            else if (holder?.Type is { } type && !Folders.Contains(type))
            {
                context.Soft(policy, CheckIds.Pages, $"spec.pages.{key}.parent", $"parent page [{parent}] of page [{key}] is of type {type}: only a {PageTypes.Folder} can hold pages");
            }
        }
    }

    /// <summary>For each page that is in a circle, the pages of it from the first by name on. No page is walked over twice.</summary>
    private static Dictionary<string, List<string>> CirclesOf(IReadOnlyDictionary<string, PageBase> pages)
    {
        var circles = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var startOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var start in pages.Keys)
        {
            var way = new List<string>();
            var at = start;
            while (at is not null && pages.TryGetValue(at, out var page) && startOf.TryAdd(at, start))
            {
                way.Add(at);
                at = page?.Parent;
            }

            // A way that ends in one that was walked before closes no circle.
            if (at is not null && startOf.GetValueOrDefault(at) == start)
            {
                var circle = FromFirst(way[way.IndexOf(at)..]);
                circle.ForEach(key => circles.Add(key, circle));
            }
        }

        return circles;
    }

    private static List<string> FromFirst(List<string> circle)
    {
        var first = circle.IndexOf(circle.Min(StringComparer.Ordinal)!);
        return [.. circle[first..], .. circle[..first]];
    }
}
