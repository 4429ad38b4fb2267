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
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, page) in pages.OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            if (page?.Parent is not { Length: > 0 } parent || !pages.TryGetValue(parent, out var holder))
            {
                continue;
            }

            var circle = CircleOf(key, pages);
            if (circle.Count > 0)
            {
                if (!circle.Any(told.Contains))
                {
                    context.Soft(policy, CheckIds.Pages, $"spec.pages.{key}.parent", $"pages [{string.Join("], [", circle)}] hold each other in a circle: give one of them another parent, or none");
                }

                told.UnionWith(circle);
            }
            else if (holder?.Type is { } type && !Folders.Contains(type))
            {
                context.Soft(policy, CheckIds.Pages, $"spec.pages.{key}.parent", $"parent page [{parent}] of page [{key}] is of type {type}: only a {PageTypes.Folder} can hold pages");
            }
        }
    }

    /// <summary>The pages on the way from one page up to itself; empty when that way ends.</summary>
    private static List<string> CircleOf(string start, IReadOnlyDictionary<string, PageBase> pages)
    {
        var way = new List<string>();
        for (var at = start; pages.TryGetValue(at, out var page) && way.Count < pages.Count; at = page.Parent)
        {
            way.Add(at);
            if (page?.Parent == start)
            {
                return way;
            }

            if (string.IsNullOrEmpty(page?.Parent))
            {
                break;
            }
        }

        return [];
    }
}
