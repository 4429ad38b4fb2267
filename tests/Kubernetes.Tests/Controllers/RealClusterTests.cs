using System.Text.Json.Nodes;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>What the fakes claim about an API server, asked of a real one.</summary>
public sealed class RealClusterTests(RealCluster cluster) : IClassFixture<RealCluster>
{
    private const string Mine = "demo.io/mine";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private KubeClient Client => cluster.Client;

    [Fact]
    public async Task Informer_FollowsChanges_AndStaysInStep()
    {
        SkipWithoutServer();
        await CreateAsync("before");
        await using var running = Run(out var informer);
        await informer.WaitForSyncAsync(Ct).WaitAsync(Patience, Ct);
        informer.Get(Key("before")).ShouldNotBeNull();

        var created = await CreateAsync("after");
        await SeenAsync(informer, "after", widget => widget.Metadata.ResourceVersion == created.Metadata.ResourceVersion);
        await Client.PatchAsync<Widget>(Key("after"), Patch.Merge(JsonNode.Parse("""{"spec":{"size":3}}""")!), ct: Ct);
        await SeenAsync(informer, "after", widget => widget.Spec?.Size == 3 && widget.Metadata.Generation == 2);
        await Client.DeleteAsync<Widget>(Key("after"), ct: Ct);

        await Eventually.TrueAsync(() => informer.Get(Key("after")) is null, Patience);
        informer.LastError.ShouldBeNull();
    }

    [Fact]
    public async Task Finalizers_AddedAndRemoved_HoldTheObjectMeanwhile()
    {
        SkipWithoutServer();
        var widget = await CreateAsync("held");

        var held = await Finalizers.AddAsync(Client, widget, Mine, Ct);
        (await Should.ThrowAsync<KubeApiException>(Finalizers.AddAsync(Client, widget, "demo.io/late", Ct))).IsConflict.ShouldBeTrue();
        await Client.DeleteAsync<Widget>(Key("held"), ct: Ct);
        (await Client.GetAsync<Widget>(Key("held"), Ct)).Metadata.DeletionTimestamp.ShouldNotBeNull();
        await Finalizers.RemoveAsync(Client, held!, Mine, Ct);

        (await Client.FindAsync<Widget>(Key("held"), Ct)).ShouldBeNull();
        (await Finalizers.RemoveAsync(Client, held!, Mine, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Finalizers_ListChangedMeanwhile_RemovesTheRightOne()
    {
        SkipWithoutServer();
        var widget = await CreateAsync("shifted", "demo.io/x", Mine);
        await Client.PatchAsync<Widget>(
            Key("shifted"), Patch.Merge(JsonNode.Parse("""{"metadata":{"finalizers":["demo.io/mine","demo.io/x"]}}""")!), ct: Ct);

        var left = await Finalizers.RemoveAsync(Client, widget, Mine, Ct);

        left!.Metadata.Finalizers.ShouldBe(["demo.io/x"]);
    }

    [Fact]
    public async Task StatusWriter_WritesOnceAndOwnsItsFields()
    {
        SkipWithoutServer();
        var widget = await CreateAsync("status");
        var writer = new StatusWriter(Client, "demo");
        var full = new WidgetStatus { Phase = "Ready", Conditions = [new Condition { Type = "A", Status = "True" }, new Condition { Type = "B" }] };

        var first = await WriteAsync(writer, widget, full);
        (await WriteAsync(writer, first!, full)).ShouldBeNull();
        var second = await WriteAsync(writer, first!, new WidgetStatus { Conditions = [new Condition { Type = "B" }] });

        first!.Status!.ObservedGeneration.ShouldBe(1);
        second!.Status!.Phase.ShouldBeNull("a field no longer written goes away");
        second.Status.Conditions!.Select(condition => condition.Type).ShouldBe(["B"]);
        second.Metadata.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task StatusWriter_GhostAndNamesake_AreNotTouched()
    {
        SkipWithoutServer();
        var former = await CreateAsync("ghost");
        await Client.DeleteAsync<Widget>(Key("ghost"), ct: Ct);
        var writer = new StatusWriter(Client, "demo");

        (await WriteAsync(writer, former, new WidgetStatus { Phase = "Ready" })).ShouldBeNull();
        await CreateAsync("ghost");
        var error = await Should.ThrowAsync<KubeApiException>(WriteAsync(writer, former, new WidgetStatus { Phase = "Ready" }));

        error.IsConflict.ShouldBeTrue();
        (await Client.GetAsync<Widget>(Key("ghost"), Ct)).Status.ShouldBeNull();
    }

    [Fact]
    public async Task StatusWriter_ObjectChangedMeanwhile_IsWrittenAllTheSame()
    {
        SkipWithoutServer();
        var seen = await CreateAsync("edited");
        await Client.PatchAsync<Widget>(Key("edited"), Patch.Merge(JsonNode.Parse("""{"spec":{"size":3}}""")!), ct: Ct);

        var stored = await WriteAsync(new StatusWriter(Client, "demo"), seen, new WidgetStatus { Phase = "Ready" });

        (stored!.Spec!.Size, stored.Metadata.Generation, stored.Status!.ObservedGeneration).ShouldBe((3, 2L, 1L));
    }

    [Fact]
    public async Task EventRecorder_RepeatedNote_IsOneEventWithACount()
    {
        SkipWithoutServer();
        var widget = await CreateAsync("noted");
        var recorder = new EventRecorder(
            Client, new EventRecorderOptions { Component = "demo.io/op" }, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        using var stop = new CancellationTokenSource();
        var running = recorder.RunAsync(stop.Token);

        recorder.Record(widget, EventType.Warning, "Failed", "no luck");
        recorder.Record(widget, EventType.Warning, "Failed", "no luck");
        await stop.CancelAsync();
        await running.WaitAsync(Patience, Ct);

        recorder.Dropped.ShouldBe(0);
        var options = new ListOptions { FieldSelector = $"involvedObject.uid={widget.Metadata.Uid}" };
        var stored = (await Client.ListPageAsync<CoreEvent>("default", options, Ct)).Items.ShouldHaveSingleItem();
        (stored.Count, stored.Message, stored.EventType).ShouldBe((2, "no luck", "Warning"));
    }

    [Fact]
    public async Task LeaderElector_LeadsAndReleases_TheNextFollows()
    {
        SkipWithoutServer();
        var terms = new List<int>();
        for (var i = 0; i < 2; i++)
        {
            using var stop = new CancellationTokenSource();
            var elector = new LeaderElector(
                Client,
                new LeaderElectionOptions { Namespace = "default", Name = "leader" },
                TimeProvider.System,
                NullLogger<LeaderElector>.Instance);
            await elector.RunAsync(
                token =>
                {
                    terms.Add(token.Term);
                    return stop.CancelAsync();
                },
                stop.Token).WaitAsync(Patience, Ct);
        }

        terms.ShouldBe([0, 1]);
        (await Client.GetAsync<Lease>(new ObjectKey("default", "leader"), Ct)).Spec!.HolderIdentity.ShouldBe("");
    }

    [Fact]
    public async Task Controller_CreateChangeDelete_RunsTheWholeLife()
    {
        SkipWithoutServer();
        await using var running = Run(out var informer, labels: "life=whole");
        var life = new RecordingLife(new StatusWriter(Client, "demo"), informer);
        using var controller = new Controller<Widget>(
            new ControllerOptions<Widget> { Predicate = Predicates.GenerationChanged },
            informer, life, life, Client, TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var controlling = controller.RunAsync(stop.Token, Ct);

        await Client.CreateAsync(AWidget("whole", labels: new() { ["life"] = "whole" }), ct: Ct);
        await SeenAsync(informer, "whole", widget => widget.Status?.ObservedGeneration == 1 && Finalizers.Has(widget, life.Name));
        await Client.PatchAsync<Widget>(Key("whole"), Patch.Merge(JsonNode.Parse("""{"spec":{"size":3}}""")!), ct: Ct);
        await SeenAsync(informer, "whole", widget => widget.Status?.ObservedGeneration == 2);
        await Client.DeleteAsync<Widget>(Key("whole"), ct: Ct);
        await Eventually.TrueAsync(() => informer.Get(Key("whole")) is null, Patience);

        (await Client.FindAsync<Widget>(Key("whole"), Ct)).ShouldBeNull();
        await stop.CancelAsync();
        await controlling.WaitAsync(Patience, Ct);
        life.Calls.ShouldBe(["reconcile 1", "reconcile 2", "finalize"]);
    }

    private static void SkipWithoutServer() =>
        Assert.SkipWhen(KubeApiServer.Assets is null, "there is no kube-apiserver here (set KUBEBUILDER_ASSETS)");

    private static ObjectKey Key(string name) => new("default", name);

    private static Widget AWidget(string name, Dictionary<string, string>? labels = null, params string[] finalizers) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = labels, Finalizers = [.. finalizers] },
        Spec = new WidgetSpec { Size = 1 },
    };

    private static Task SeenAsync(Informer<Widget> informer, string name, Func<Widget, bool> condition) =>
        Eventually.TrueAsync(() => informer.Get(Key(name)) is { } widget && condition(widget), Patience);

    private static Task<Widget?> WriteAsync(StatusWriter writer, Widget widget, WidgetStatus status) =>
        writer.WriteAsync(widget, status, WidgetJson.Default.WidgetStatus, null, Ct);

    private Task<Widget> CreateAsync(string name, params string[] finalizers) =>
        Client.CreateAsync(AWidget(name, finalizers: finalizers), ct: Ct);

    private Background Run(out Informer<Widget> informer, string? labels = null)
    {
        informer = new Informer<Widget>(Client, new InformerOptions { LabelSelector = labels }, TimeProvider.System, NullLogger.Instance);
        return new Background(informer.RunAsync);
    }
}
