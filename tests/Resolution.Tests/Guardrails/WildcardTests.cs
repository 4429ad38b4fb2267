namespace Gko.Resolution.Tests.Guardrails;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("a*", "abc", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*c*", "abcbd", true)]
    [InlineData("a*b*d", "aabbbcd", true)]
    [InlineData("a*d", "abc", false)]
    [InlineData("abc", "ABC", false)]
    [InlineData("a", "ab", false)]
    [InlineData("a.c", "abc", false)]
    public void Matches_Text_IsMeantAsAWhole(string pattern, string text, bool matches) => Wildcard.Matches(pattern, text).ShouldBe(matches);

    [Theory]
    [InlineData("/{namespace}/", null)]
    [InlineData("/{name}/", "{name}")]
    [InlineData("/{namespace/", "{")]
    [InlineData("/x}", "}")]
    [InlineData("/plain", null)]
    public void FindUnknown_Placeholder_IsFound(string rule, string? unknown) => NamespacePlaceholder.FindUnknown(rule).ShouldBe(unknown);
}
