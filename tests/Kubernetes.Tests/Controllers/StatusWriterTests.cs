using System.Text.Json.Nodes;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class StatusWriterTests
{
    private static readonly ObjectKey Key = new("default", "a");

    private readonly InMemoryCluster _cluster = new();
    private readonly StatusWriter _writer;

    public StatusWriterTests() => _writer = new StatusWriter(_cluster, "demo");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_NewStatus_StoresItWithTheObservedGeneration()
    {
        var widget = _cluster.Put(AWidget());
        var status = new WidgetStatus { Phase = "Ready" };

        var stored = await WriteAsync(widget, status);

        stored!.Status!.Phase.ShouldBe("Ready");
        stored.Status.ObservedGeneration.ShouldBe(widget.Metadata.Generation);
        status.ObservedGeneration.ShouldBeNull("the caller's object is not mutated");
        _cluster.Writes.ShouldBe(["patch demo.io/v1/widgets/default/a/status"]);
    }

    [Fact]
    public async Task Write_EqualStatus_WritesNothing()
    {
        var widget = _cluster.Put(AWidget().WithStatus("Ready", observedGeneration: 1));

        (await WriteAsync(widget, new WidgetStatus { Phase = "Ready" })).ShouldBeNull();

        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_EqualStatusOfAnOlderGeneration_Writes()
    {
        var widget = _cluster.Put(AWidget().WithStatus("Ready", observedGeneration: 0));

        await WriteAsync(widget, new WidgetStatus { Phase = "Ready" });

        _cluster.Peek<Widget>(Key)!.Status!.ObservedGeneration.ShouldBe(1);
    }

    [Fact]
    public async Task Write_ObjectGone_ReturnsNull() =>
        (await WriteAsync(AWidget(), new WidgetStatus { Phase = "Ready" })).ShouldBeNull();

    [Fact]
    public async Task Write_ObjectRecreated_IsAConflict()
    {
        var former = _cluster.Put(AWidget());
        _cluster.Remove<Widget>(Key);
        _cluster.Put(AWidget());

        var error = await Should.ThrowAsync<KubeApiException>(
            () => WriteAsync(former, new WidgetStatus { Phase = "Ready" }));

        error.IsConflict.ShouldBeTrue();
        _cluster.Peek<Widget>(Key)!.Status.ShouldBeNull();
    }

    [Fact]
    public async Task Write_ObjectChangedMeanwhile_IsWrittenAllTheSame()
    {
        var seen = _cluster.Put(AWidget());
        _cluster.Put(AWidget().WithSecret("s"));

        var stored = await WriteAsync(seen, new WidgetStatus { Phase = "Ready" });

        (stored!.Spec!.Secret, stored.Metadata.Generation, stored.Status!.ObservedGeneration).ShouldBe(("s", 2L, 1L));
    }

    [Fact]
    public async Task Write_ObjectGoneAfterAConflict_ReturnsNull()
    {
        var seen = _cluster.Put(AWidget());
        _cluster.OnRequest = (verb, _) =>
        {
            if (verb != "patch")
            {
                return Task.CompletedTask;
            }

            _cluster.Remove<Widget>(Key);
            return Task.FromException(ApiErrors.Conflict());
        };

        (await WriteAsync(seen, new WidgetStatus { Phase = "Ready" })).ShouldBeNull();
    }

    [Fact]
    public async Task Write_ConflictsForEver_GivesUp()
    {
        var seen = _cluster.Put(AWidget());
        _cluster.OnRequest = (verb, _) => verb == "patch" ? Task.FromException(ApiErrors.Conflict()) : Task.CompletedTask;

        (await Should.ThrowAsync<KubeApiException>(() => WriteAsync(seen, new WidgetStatus { Phase = "Ready" }))).IsConflict.ShouldBeTrue();
    }

    [Fact]
    public async Task Write_WithInformer_ComparesWithWhatItKnowsAndTellsItTheResult()
    {
        using var stop = new CancellationTokenSource();
        var widget = _cluster.Put(AWidget());
        var informer = new Informer<Widget>(_cluster, new InformerOptions(), new FakeTimeProvider(), NullLogger.Instance);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(Ct);

        await _writer.WriteAsync(widget, new WidgetStatus { Phase = "Ready" }, WidgetJson.Default.WidgetStatus, informer, Ct);
        informer.Get(Key)!.Status!.Phase.ShouldBe("Ready");
        await _writer.WriteAsync(widget, new WidgetStatus { Phase = "Ready" }, WidgetJson.Default.WidgetStatus, informer, Ct);

        _cluster.Writes.Count.ShouldBe(1);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Write_Anything_AppliesByForceUnderTheManagerNameToThatVersion()
    {
        var client = new CapturingClient();

        await new StatusWriter(client, "demo").WriteAsync(
            AWidget(), new WidgetStatus { Phase = "Ready" }, WidgetJson.Default.WidgetStatus, null, Ct);

        client.Options.ShouldBe(new PatchOptions { FieldManager = "demo", Force = true, Subresource = "status" });
        client.Patch!.ContentType.ShouldBe("application/apply-patch+yaml");
        var expected = JsonNode.Parse(
            """
            {"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"a","namespace":"default","uid":"uid-a","resourceVersion":"1"},
             "status":{"phase":"Ready","observedGeneration":1}}
            """);
        JsonNode.DeepEquals(JsonNode.Parse(client.Patch.Body.Span), expected).ShouldBeTrue();
    }

    private Task<Widget?> WriteAsync(Widget widget, WidgetStatus status) =>
        _writer.WriteAsync(widget, status, WidgetJson.Default.WidgetStatus, null, Ct);
}
