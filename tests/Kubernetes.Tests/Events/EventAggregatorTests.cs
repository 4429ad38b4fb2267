using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;

namespace Gko.Kubernetes.Tests.Events;

public sealed class EventAggregatorTests
{
    private readonly EventAggregator _aggregator = new(new EventRecorderOptions { Component = "demo" });
    private DateTimeOffset _now = Widgets.SomeTime;

    [Fact]
    public void Add_SameNoteAgain_CountsOnTheSameEvent()
    {
        var first = Add("failed")!;
        _now += TimeSpan.FromMinutes(9);
        var second = Add("failed")!;

        second.ShouldBeSameAs(first);
        (second.Count, second.First, second.Last).ShouldBe((2, Widgets.SomeTime, _now));
    }

    [Fact]
    public void Add_SameNoteAfterTheWindow_IsANewEvent()
    {
        var first = Add("failed")!;
        _now += TimeSpan.FromMinutes(11);

        var second = Add("failed")!;

        second.Name.ShouldNotBe(first.Name);
        second.Count.ShouldBe(1);
    }

    [Fact]
    public void Add_DifferentReasonTypeOrObject_AreDifferentEvents()
    {
        var names = new[]
        {
            Add("x")!.Name,
            Add("x", reason: "Other")!.Name,
            Add("x", type: EventType.Warning)!.Name,
            Add("x", uid: "other")!.Name,
        };

        names.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Add_MoreThanTenDifferentNotes_TheRestShareOneEvent()
    {
        for (var i = 0; i < 10; i++)
        {
            Add($"note {i}")!.Text.ShouldBe($"note {i}");
        }

        var eleventh = Add("note 10")!;
        var twelfth = Add("note 11")!;
        var known = Add("note 3")!;

        eleventh.ShouldBeSameAs(twelfth);
        (twelfth.Text, twelfth.Count).ShouldBe(("(combined from similar events): note 11", 2));
        (known.Text, known.Count).ShouldBe(("note 3", 2));
    }

    [Fact]
    public void Add_BurstUsedUp_DropsUntilRefilledAndOnlyForThatObject()
    {
        for (var i = 0; i < 25; i++)
        {
            Add("failed").ShouldNotBeNull();
        }

        Add("failed").ShouldBeNull();
        Add("failed", uid: "other").ShouldNotBeNull();
        _now += TimeSpan.FromMinutes(5);
        Add("failed").ShouldNotBeNull();
        Add("failed").ShouldBeNull();
    }

    [Fact]
    public void Add_AnyObject_NamesTheEventAfterItWithinTheLimit()
    {
        Add("x")!.Name.ShouldMatch(@"^a\.[0-9a-f]{16}$");
        Add("x", uid: "long", name: new string('n', 253))!.Name.Length.ShouldBe(253);
    }

    [Fact]
    public void Add_ClusterScopedObject_LiesInTheDefaultNamespace() =>
        _aggregator.Add(new EventNote(new ObjectReference { Name = "node", Uid = "u" }, EventType.Normal, "R", "x", _now))!
            .Namespace.ShouldBe("default");

    private EventSeriesState? Add(
        string text, string reason = "Reason", EventType type = EventType.Normal, string uid = "uid", string name = "a") =>
        _aggregator.Add(new EventNote(
            new ObjectReference { Kind = "Widget", Name = name, Namespace = "ns", Uid = uid }, type, reason, text, _now));
}
