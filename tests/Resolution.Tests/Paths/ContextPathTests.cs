using FsCheck;
using FsCheck.Fluent;

namespace Gko.Resolution.Tests.Paths;

public sealed class ContextPathTests
{
    [Theory]
    [InlineData(null, "/a", "/a")]
    [InlineData(null, "//a", "/a")]
    [InlineData(null, "/a/", "/a")]
    [InlineData(null, "/a//b///c", "/a/b/c")]
    [InlineData(null, "/a/./b", "/a/b")]
    [InlineData(null, "/a/../b", "/b")]
    [InlineData(null, "/../a", "/a")]
    [InlineData(null, "/", "/")]
    [InlineData(null, "", ".")]
    [InlineData(null, null, ".")]
    [InlineData(null, "a/../..", "..")]
    [InlineData(null, "/A", "/A")]
    [InlineData("", "/a", "/a")]
    [InlineData("h.example.com", "/a", "h.example.com/a")]
    [InlineData("h.example.com", "a/", "h.example.com/a")]
    [InlineData("h.example.com", null, "h.example.com")]
    [InlineData("H.example.com", "/a", "H.example.com/a")]
    public void Of_HostAndPath_IsCleaned(string? host, string? path, string expected) =>
        ContextPath.Of(host, path).ShouldBe(expected);

    [Theory]
    [InlineData("/a", true)]
    [InlineData("/a b", true)]
    [InlineData("/%20", true)]
    [InlineData("/%fF", true)]
    [InlineData("", true)]
    [InlineData("/%zz", false)]
    [InlineData("/%2", false)]
    [InlineData("/%", false)]
    [InlineData("/a\nb", false)]
    [InlineData("/a\u007f", false)]
    [InlineData("/a?%zz", true)]
    [InlineData("/a#%zz", false)]
    [InlineData("/a:80", true)]
    [InlineData("host/a", true)]
    [InlineData("host:80/a", true)]
    [InlineData("h-o.s+t:80/%zz", true)]
    [InlineData("1host:80/a", false)]
    [InlineData("my_host:80/a", false)]
    [InlineData(":80/a", false)]
    [InlineData("host/a:80", true)]
    [InlineData("host:80//a", true)]
    [InlineData("host:/%zz", false)]
    [InlineData("/a\u0085", true)]
    [InlineData("//a/b", true)]
    [InlineData("//a b", false)]
    [InlineData("//a:b/c", false)]
    [InlineData("//a:80/%zz", false)]
    [InlineData("///a b", true)]
    public void IsValid_Path_TellsWhetherAUrlCanHoldIt(string path, bool expected) => ContextPath.IsValid(path).ShouldBe(expected);

    [Fact]
    public void Of_AnyPath_IsIdempotent() => Prop.ForAll(Paths, path =>
    {
        var once = ContextPath.Of(null, path);
        return ContextPath.Of(null, once) == once;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyPath_HasNoDoubledOrTrailingSlash() => Prop.ForAll(Paths, path =>
    {
        var cleaned = ContextPath.Of(null, path);
        return cleaned == "/" || (!cleaned.Contains("//", StringComparison.Ordinal) && !cleaned.EndsWith('/'));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyPath_StaysRootedOrNot() =>
        Prop.ForAll(Paths, path => ContextPath.Of(null, path).StartsWith('/') == path.StartsWith('/')).QuickCheckThrowOnFailure();

    // Mostly the characters that cleaning is about.
    private static Arbitrary<string> Paths { get; } = Gen.Elements("/", "/", "/", ".", "..", "a", "B", " ", "%", "é")
        .ListOf().Select(string.Concat).ToArbitrary();
}
