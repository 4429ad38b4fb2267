using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class StoreUpdaterTests
{
    private readonly Store<Widget> _store = new((_, _, error) => throw error);
    private readonly StoreUpdater<Widget> _updater;

    public StoreUpdaterTests() => _updater = new StoreUpdater<Widget>(_store, isFiltered: false);

    [Fact]
    public void Replace_First_ReportsInitialAdditions() =>
        Replace("10", AWidget("a", 5), AWidget("b", 6)).ShouldBe(["Added a@5 initial", "Added b@6 initial"]);

    [Fact]
    public void Replace_Later_ReportsTheDifference()
    {
        Replace("10", AWidget("kept", 5), AWidget("changed", 6), AWidget("gone", 7));

        Replace("20", AWidget("kept", 5), AWidget("changed", 16), AWidget("new", 17))
            .ShouldBe(["Modified changed@16", "Added new@17", "Deleted gone@7"]);
        _store.List(null).Select(item => item.Metadata.Name).ShouldBe(["kept", "changed", "new"], ignoreOrder: true);
    }

    [Fact]
    public void Replace_OneNamespace_LeavesTheOthersAlone()
    {
        _updater.Replace("one", [AWidget("a", 5, "one")], [], "10");
        _updater.Replace("two", [AWidget("a", 6, "two")], [], "10");

        Describe(_updater.Replace("one", [], [], "20")).ShouldBe(["Deleted a@5"]);
        _store.List("two").Count.ShouldBe(1);
    }

    [Fact]
    public void Replace_RecreatedObject_ReportsDeletionAndAddition()
    {
        Replace("10", AWidget("a", 5).WithUid("old"));

        Replace("20", AWidget("a", 15).WithUid("new")).ShouldBe(["Deleted a@5", "Added a@15"]);
    }

    [Fact]
    public void Replace_ObjectOfAnotherLifeWithALowerVersion_TakesItsPlace()
    {
        Replace("10", AWidget("a", 9).WithUid("old"));

        Replace("20", AWidget("a", 5).WithUid("new")).ShouldBe(["Deleted a@9", "Added a@5"]);
    }

    [Fact]
    public void Replace_ObjectBecameUndecodable_KeepsTheLastReadableVersion()
    {
        Replace("10", AWidget("a", 5));

        Describe(_updater.Replace(null, [], [new ObjectKey("default", "a")], "20")).ShouldBeEmpty();
        Get("a").ShouldNotBeNull();
    }

    [Fact]
    public void Replace_ListOlderThanOwnCreation_KeepsTheCreation()
    {
        Replace("10");
        _updater.Observe(AWidget("mine", 30));

        Replace("20").ShouldBeEmpty();
        Get("mine").ShouldNotBeNull();
    }

    [Fact]
    public void Replace_ListOlderThanOwnWrite_KeepsTheWrite()
    {
        Replace("10", AWidget("a", 5));
        _updater.Observe(AWidget("a", 30));

        Replace("20", AWidget("a", 5)).ShouldBeEmpty();
        Get("a")!.Metadata.ResourceVersion.ShouldBe("30");
    }

    [Fact]
    public void Replace_ServerWentBackInTime_TakesTheListForTrue()
    {
        Replace("100", AWidget("a", 90), AWidget("b", 91));

        Replace("50", AWidget("a", 40)).ShouldBe(["Modified a@40", "Deleted b@91"]);
        Apply(WatchEventType.Modified, AWidget("a", 51)).ShouldBe(["Modified a@51"]);
    }

    [Fact]
    public void Apply_EchoOfOwnWrite_IsNoNews()
    {
        Replace("10", AWidget("a", 5));
        Describe(_updater.Observe(AWidget("a", 12))).ShouldBe(["Modified a@12"]);

        Apply(WatchEventType.Modified, AWidget("a", 11)).ShouldBeEmpty();
        Apply(WatchEventType.Modified, AWidget("a", 12)).ShouldBeEmpty();
        Apply(WatchEventType.Modified, AWidget("a", 13)).ShouldBe(["Modified a@13"]);
    }

    [Fact]
    public void Apply_DeletionOfPredecessor_KeepsOwnRecreation()
    {
        Replace("10", AWidget("a", 5).WithUid("old"));
        Apply(WatchEventType.Deleted, AWidget("a", 11).WithUid("old"));
        _updater.Observe(AWidget("a", 20).WithUid("new"));

        Apply(WatchEventType.Deleted, AWidget("a", 12).WithUid("old")).ShouldBeEmpty();
        Get("a")!.Metadata.Uid.ShouldBe("new");
    }

    [Fact]
    public void Apply_Deletion_ReportsTheLastState()
    {
        Replace("10", AWidget("a", 5));

        Apply(WatchEventType.Deleted, AWidget("a", 11)).ShouldBe(["Deleted a@11"]);
        Get("a").ShouldBeNull();
    }

    [Fact]
    public void Apply_DeletionOfUndecodableObject_RemovesIt()
    {
        Replace("10", AWidget("a", 5));
        var gone = new UndecodableObject(new ObjectKey("default", "a"), "11", "spec.size");

        Describe(_updater.Apply(null, new(WatchEventType.Deleted, null, "11", false, null, gone))).ShouldBe(["Deleted a@5"]);
    }

    [Fact]
    public void Observe_AfterTheDeletionWasSeen_DoesNotResurrect()
    {
        Replace("10", AWidget("a", 5));
        Apply(WatchEventType.Deleted, AWidget("a", 21));

        Describe(_updater.Observe(AWidget("a", 20))).ShouldBeEmpty();
        Get("a").ShouldBeNull();
    }

    [Fact]
    public void Observe_OwnCreationBeforeItsEvent_IsAdded()
    {
        Replace("10");

        Describe(_updater.Observe(AWidget("a", 11))).ShouldBe(["Added a@11"]);
    }

    [Fact]
    public void Observe_OwnCreationBeforeTheFirstList_IsLeftToTheList() =>
        Describe(_updater.Observe(AWidget("a", 11))).ShouldBeEmpty();

    [Fact]
    public void Observe_UnknownObjectBehindASelector_IsLeftToTheWatch()
    {
        var filtered = new StoreUpdater<Widget>(_store, isFiltered: true);
        filtered.Replace(null, [], [], "10");

        Describe(filtered.Observe(AWidget("a", 11))).ShouldBeEmpty();
    }

    [Fact]
    public void Observe_OlderThanKnown_IsIgnored()
    {
        Replace("10", AWidget("a", 9));

        Describe(_updater.Observe(AWidget("a", 8))).ShouldBeEmpty();
    }

    [Fact]
    public void Observe_AnswerAboutAPredecessor_IsIgnored()
    {
        Replace("10", AWidget("a", 9).WithUid("new"));

        Describe(_updater.Observe(AWidget("a", 12).WithUid("old"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10", "9", true)]
    [InlineData("9", "10", false)]
    [InlineData("10", "10", false)]
    [InlineData("18446744073709551617", "18446744073709551616", true)]
    [InlineData("x", "1", false)]
    [InlineData("", "1", false)]
    [InlineData(null, "1", false)]
    public void IsNewer_AnyVersions_ComparesAsNumbers(string? version, string? than, bool expected) =>
        ResourceVersions.IsNewer(version, than).ShouldBe(expected);

    private Widget? Get(string name) => _store.Get(new ObjectKey("default", name));

    private List<string> Replace(string version, params Widget[] items) => Describe(_updater.Replace(null, items, [], version));

    private List<string> Apply(WatchEventType type, Widget widget) =>
        Describe(_updater.Apply(null, new(type, widget, widget.Metadata.ResourceVersion, false, null, null)));

    private static List<string> Describe(IEnumerable<StoreChange<Widget>> changes) =>
    [
        .. changes.Select(change =>
        {
            var metadata = (change.New ?? change.Old)!.Metadata;
            return $"{change.Type} {metadata.Name}@{metadata.ResourceVersion}{(change.IsInitial ? " initial" : "")}";
        }),
    ];
}
