using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class StoreTests
{
    private static readonly StoreIndex<Widget> BySecret = new("secret", widget => widget.Spec?.Secret is { } name ? [name] : []);

    private readonly List<string> _indexErrors = [];
    private readonly Store<Widget> _store;

    public StoreTests()
    {
        _store = new Store<Widget>((index, key, error) => _indexErrors.Add($"{index.Name} {key} {error.Message}"));
        _store.AddIndex(BySecret);
    }

    [Fact]
    public void ByIndex_SeveralObjectsWithTheValue_FindsAllOfThem()
    {
        _store.Put(AWidget("a").WithSecret("s"));
        _store.Put(AWidget("b").WithSecret("s"));
        _store.Put(AWidget("c").WithSecret("other"));

        Find("s").ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void ByIndex_ValueChanged_FollowsTheObject()
    {
        _store.Put(AWidget("a").WithSecret("s"));
        _store.Put(AWidget("a", 2).WithSecret("t"));

        Find("s").ShouldBeEmpty();
        Find("t").ShouldBe(["a"]);
    }

    [Fact]
    public void ByIndex_ObjectRemoved_FindsNothing()
    {
        _store.Put(AWidget("a").WithSecret("s"));
        _store.Remove(new ObjectKey("default", "a"));

        Find("s").ShouldBeEmpty();
        _store.Count.ShouldBe(0);
    }

    [Fact]
    public void ByIndex_OldObjectChanged_ReturnsTheNewOne()
    {
        _store.Put(AWidget("a").WithSecret("s"));
        _store.Put(AWidget("a", 2).WithSecret("s"));

        _store.ByIndex(BySecret, "s").Single().Metadata.ResourceVersion.ShouldBe("2");
    }

    [Fact]
    public void ByIndex_NeverAdded_Throws() =>
        Should.Throw<ArgumentException>(() => _store.ByIndex(new StoreIndex<Widget>("other", _ => []), "x"));

    [Fact]
    public void ByIndex_SameValueGivenTwice_FindsTheObjectOnce()
    {
        var twice = new StoreIndex<Widget>("twice", _ => ["x", "x"]);
        _store.AddIndex(twice);
        _store.Put(AWidget("a"));

        _store.ByIndex(twice, "x").Count.ShouldBe(1);
        _store.Remove(new ObjectKey("default", "a"));
        _store.ByIndex(twice, "x").ShouldBeEmpty();
    }

    [Fact]
    public void Put_IndexFunctionThrows_KeepsTheObjectAndReports()
    {
        _store.AddIndex(new StoreIndex<Widget>("broken", _ => throw new InvalidOperationException("no")));

        _store.Put(AWidget("a").WithSecret("s"));

        Find("s").ShouldBe(["a"]);
        _indexErrors.ShouldBe(["broken default/a no"]);
    }

    [Fact]
    public void List_OneNamespace_ReturnsOnlyThat()
    {
        _store.Put(AWidget("a", ns: "one"));
        _store.Put(AWidget("a", ns: "two"));

        _store.List("one").Single().Metadata.Namespace.ShouldBe("one");
        _store.List(null).Count.ShouldBe(2);
    }

    [Fact]
    public void Get_SameObject_IsShared()
    {
        var widget = AWidget("a");
        _store.Put(widget);

        _store.Get(new ObjectKey("default", "a")).ShouldBeSameAs(widget);
    }

    private IEnumerable<string?> Find(string value) => _store.ByIndex(BySecret, value).Select(widget => widget.Metadata.Name);
}
