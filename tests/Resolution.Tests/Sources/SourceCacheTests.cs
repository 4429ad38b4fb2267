using Gko.Kubernetes.Model;
using Gko.Resolution.Templating;
using Gko.Testing;

namespace Gko.Resolution.Tests;

public sealed class SourceCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Get_OtherVersion_IsNothing()
    {
        var cache = new SourceCache(2, 100, _time);
        cache.Put(Key("a"), Content("1"));

        cache.Get(Key("a"), "2").ShouldBeNull();
        cache.Get(Key("a"), "1").ShouldNotBeNull();
    }

    [Fact]
    public void Put_OneTooMany_DropsWhatWasNotUsedTheLongest()
    {
        var cache = new SourceCache(2, 100, _time);
        Put(cache, "a");
        Put(cache, "b");
        cache.Get(Key("a"), "1");
        _time.Advance(TimeSpan.FromSeconds(1));

        Put(cache, "c");

        cache.Get(Key("b"), "1").ShouldBeNull();
        cache.Get(Key("a"), "1").ShouldNotBeNull();
    }

    [Fact]
    public void Put_TooMuchTogether_DropsUntilItFits()
    {
        var cache = new SourceCache(10, 100, _time);
        Put(cache, "a", size: 40);
        Put(cache, "b", size: 40);

        Put(cache, "c", size: 90);

        cache.Count.ShouldBe(1);
        cache.Get(Key("c"), "1").ShouldNotBeNull();
    }

    [Fact]
    public void Put_LargerThanAll_IsNotKept()
    {
        var cache = new SourceCache(10, 100, _time);
        Put(cache, "a");

        Put(cache, "b", size: 101);

        cache.Get(Key("b"), "1").ShouldBeNull();
        cache.Get(Key("a"), "1").ShouldNotBeNull();
    }

    [Fact]
    public void Put_SameAgain_CountsOnce()
    {
        var cache = new SourceCache(10, 100, _time);
        for (var times = 0; times < 10; times++)
        {
            Put(cache, "a", size: 60);
        }

        Put(cache, "b", size: 40);

        cache.Count.ShouldBe(2);
    }

    private void Put(SourceCache cache, string name, int size = 1)
    {
        cache.Put(Key(name), Content("1", size));
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private static TemplateSourceKey Key(string name) => new(TemplateSourceKind.Secret, new ObjectKey("default", name));

    private static SourceContent Content(string version, int size = 1) => new(version, new TemplateSource(new Dictionary<string, string>()), size);
}
