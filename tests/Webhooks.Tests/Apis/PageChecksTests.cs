using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;

namespace Gko.Webhooks.Tests;

public sealed class PageChecksTests
{
    [Fact]
    public void Check_LongChainOfFolders_LooksUpEachPageAFewTimes()
    {
        const int Count = 2000;
        var pages = new CountingPages(Enumerable.Range(0, Count).ToDictionary(
            index => $"{index}", PageBase (index) => new Page { Type = PageTypes.Folder, Parent = index == 0 ? null : $"{index - 1}" }));

        new PageChecks(new AdmissionPolicy()).Check(pages, Context(pages));

        pages.Lookups.ShouldBeLessThan(4 * Count);
    }

    private static ValidationContext<ApiCandidate> Context(CountingPages pages) =>
        new(new ApiCandidate("api", new ApiV4DefinitionSpec(), new ApiFacts([], pages, [], key => key), [], [], []));

    private sealed class CountingPages(Dictionary<string, PageBase> pages) : IReadOnlyDictionary<string, PageBase>
    {
        public int Lookups { get; private set; }

        public int Count => pages.Count;

        public IEnumerable<string> Keys => pages.Keys;

        public IEnumerable<PageBase> Values => pages.Values;

        public PageBase this[string key] => pages[key];

        public bool ContainsKey(string key) => pages.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out PageBase value)
        {
            Lookups++;
            return pages.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, PageBase>> GetEnumerator() => pages.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
