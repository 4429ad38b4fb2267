namespace Gko.Resolution.Tests;

public sealed class WatchScopeTests
{
    [Theory]
    [InlineData("", "any", true)]
    [InlineData("", null, true)]
    [InlineData("a,b", "b", true)]
    [InlineData("a,b", "c", false)]
    [InlineData("a", "A", false)]
    [InlineData("a", null, false)]
    public void Contains_Namespace_TellsWhetherItIsWatched(string watched, string? ns, bool expected) =>
        Scope(watched).Contains(ns).ShouldBe(expected);

    [Theory]
    [InlineData("", "all namespaces")]
    [InlineData("a", "only the namespace a")]
    [InlineData("a,b", "only the namespaces a, b")]
    public void ToString_Scope_IsAClause(string watched, string expected) => Scope(watched).ToString().ShouldBe(expected);

    private static WatchScope Scope(string watched) => new(watched.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
