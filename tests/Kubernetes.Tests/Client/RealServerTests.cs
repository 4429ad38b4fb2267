using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>Ring 4: what the client believes about a real API server.</summary>
public sealed class RealServerTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = new("default", "a");
    private static readonly PatchOptions Manager = new() { FieldManager = "tester" };

    private KubeApiServer? _server;
    private KubeClient? _client;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private KubeClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(KubeApiServer.Assets is null, "no kube-apiserver here");
        _server = await KubeApiServer.StartAsync();
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = _server.KubeConfigPath });
        _client = new KubeClient(connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Server_Client_AgreeOnEveryVerb()
    {
        await WritesAsync();
        await ErrorsAsync();
        await ListsAsync();
        await WatchesAsync();
        await OtherKindsAsync();
    }

    private async Task WritesAsync()
    {
        var created = await Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "a" }, Data = new() { ["k"] = "<é😀>" } }, ct: Ct);
        created.Data!["k"].ShouldBe("<é😀>");
        created.Metadata.Uid.ShouldNotBeNull();

        (await Client.PatchAsync<ConfigMap>(Key, Patch.Merge(Data("k", "merged")), Manager, Ct)).Data!["k"].ShouldBe("merged");
        (await Client.PatchAsync<ConfigMap>(
            Key, Patch.Json([new JsonObject { ["op"] = "add", ["path"] = "/data/j", ["value"] = "json" }]), Manager, Ct)).Data!["j"].ShouldBe("json");
        (await Client.PatchAsync<ConfigMap>(Key, Patch.Merge(Data("k", "dry")), Manager with { DryRun = true }, Ct)).Data!["k"].ShouldBe("dry");

        var apply = Data("k", "applied");
        apply["apiVersion"] = "v1";
        apply["kind"] = "ConfigMap";
        var other = new PatchOptions { FieldManager = "other" };
        (await Should.ThrowAsync<KubeApiException>(() => Client.PatchAsync<ConfigMap>(Key, Patch.Apply(apply), other, Ct))).IsConflict.ShouldBeTrue();
        var applied = await Client.PatchAsync<ConfigMap>(Key, Patch.Apply(apply), other with { Force = true }, Ct);
        applied.Data!["k"].ShouldBe("applied");

        applied.Data["k"] = "replaced";
        (await Client.ReplaceAsync(applied, ct: Ct)).Data!["k"].ShouldBe("replaced");
        (await Should.ThrowAsync<KubeApiException>(() => Client.ReplaceAsync(applied, ct: Ct))).IsConflict.ShouldBeTrue();
    }

    private async Task ErrorsAsync()
    {
        (await Client.FindAsync<ConfigMap>(new ObjectKey("default", "absent"), Ct)).ShouldBeNull();
        var again = new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "a" } };
        (await Should.ThrowAsync<KubeApiException>(() => Client.CreateAsync(again, ct: Ct))).IsAlreadyExists.ShouldBeTrue();
        var bad = new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "No Name" } };
        (await Should.ThrowAsync<KubeApiException>(() => Client.CreateAsync(bad, ct: Ct))).IsInvalid.ShouldBeTrue();
        var future = new ListOptions { ResourceVersion = "999999", ResourceVersionMatch = "NotOlderThan" };
        (await Should.ThrowAsync<KubeApiException>(() => Client.ListPageAsync<ConfigMap>("default", future, Ct))).IsResourceVersionTooLarge.ShouldBeTrue();
        (await Should.ThrowAsync<KubeApiException>(() => Client.DeleteAsync<ConfigMap>(Key, new DeleteOptions { Uid = "other" }, Ct))).IsConflict.ShouldBeTrue();
    }

    private async Task ListsAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            await Client.CreateAsync(
                new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = $"p{i}", Labels = new() { ["page"] = "yes" } } }, ct: Ct);
        }

        var options = new ListOptions { LabelSelector = "page=yes", Limit = 2 };
        var maps = await Client.ListAsync<ConfigMap>("default", options, Ct).ToListAsync(Ct);
        maps.Select(map => map.Metadata.Name).ShouldBe(["p0", "p1", "p2", "p3", "p4"]);
        maps.ShouldAllBe(map => map.Kind == "ConfigMap" && map.ApiVersion == "v1");

        var page = await Client.ListPageAsync<ConfigMap>("default", options with { FieldSelector = "metadata.name=p3" }, Ct);
        page.Items.ShouldHaveSingleItem();
        (await Client.ListPageAsync<ConfigMapMetadata>(null, options, Ct)).Items.ShouldAllBe(map => map.Kind == "ConfigMap");
    }

    private async Task WatchesAsync()
    {
        var options = new WatchOptions { LabelSelector = "page=yes", Timeout = TimeSpan.FromSeconds(2) };
        var page = await Client.ListPageAsync<ConfigMap>("default", new ListOptions { LabelSelector = "page=yes" }, Ct);
        await Client.DeleteAsync<ConfigMap>(new ObjectKey("default", "p0"), new DeleteOptions { PropagationPolicy = "Background" }, Ct);
        await Client.PatchAsync<ConfigMap>(new ObjectKey("default", "p1"), Patch.Merge(Data("k", "v")), Manager, Ct);

        var since = options with { ResourceVersion = page.Metadata.ResourceVersion };
        var changes = await Client.WatchAsync<ConfigMap>("default", since, Ct).Where(change => change.Object is not null).ToListAsync(Ct);
        changes.Select(change => $"{change.Type} {change.Object!.Metadata.Name}").ShouldBe(["Deleted p0", "Modified p1"]);
        changes.ShouldAllBe(change => change.ResourceVersion == change.Object!.Metadata.ResourceVersion);

        var partial = await Client.WatchAsync<ConfigMapMetadata>("default", since, Ct).FirstAsync(Ct);
        partial.Object!.Kind.ShouldBe("ConfigMap");
        await InitialEventsAsync(options with { SendInitialEvents = true });
    }

    private async Task InitialEventsAsync(WatchOptions options)
    {
        var events = await Client.WatchAsync<ConfigMapMetadata>("default", options, Ct).ToListAsync(Ct);
        if (events is [{ Type: WatchEventType.Error, Status: { } status }])
        {
            // Over an etcd before 3.4.25 the server reports its lack of the feature within the stream.
            status.Code.ShouldBe(500);
            status.Message!.ShouldContain("RequestWatchProgress");
            return;
        }

        events.Take(4).Select(change => change.Object!.Metadata.Name).ShouldBe(["p1", "p2", "p3", "p4"], ignoreOrder: true);
        events[4].InitialEventsEnd.ShouldBeTrue();
        events[4].ResourceVersion.ShouldNotBeNullOrEmpty();
    }

    private async Task OtherKindsAsync()
    {
        var secret = await Client.CreateAsync(
            new Secret { Metadata = new ObjectMeta { Namespace = "default", Name = "s" }, SecretType = "Opaque", StringData = new() { ["p"] = "w" } }, ct: Ct);
        secret.Data!["p"].ShouldBe("w"u8.ToArray());
        var now = DateTimeOffset.UtcNow;
        var lease = await Client.CreateAsync(
            new Lease { Metadata = new ObjectMeta { Namespace = "default", Name = "l" }, Spec = new LeaseSpec { HolderIdentity = "me", RenewTime = now } }, ct: Ct);
        lease.Spec!.RenewTime!.Value.ShouldBe(now, TimeSpan.FromMicroseconds(1));
        await Client.CreateAsync(
            new CoreEvent
            {
                Metadata = new ObjectMeta { Namespace = "default", Name = "e" },
                InvolvedObject = new ObjectReference { Kind = "ConfigMap", Namespace = "default", Name = "a" },
                EventType = "Normal", Reason = "Tested", Action = "Test", Message = "m", EventTime = now, ReportingComponent = "example.io/t", ReportingInstance = "t-0",
            },
            ct: Ct);
        (await Client.GetAsync<Namespace>(new ObjectKey(null, "default"), Ct)).Status!.Phase.ShouldBe("Active");
        var review = new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec
            {
                User = "nobody", ResourceAttributes = new ResourceAttributes { Verb = "get", Resource = "secrets", Namespace = "default" },
            },
        };
        (await Client.CreateAsync(review, ct: Ct)).Status!.Allowed.ShouldBe(false);
    }

    private static JsonObject Data(string key, string value) => new() { ["data"] = new JsonObject { [key] = value } };
}
