using System.IO.Pipelines;
using System.Net;
using System.Text;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class WatchTests : IDisposable
{
    private readonly KubeClientFixture _f = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _f.Dispose();

    [Fact]
    public async Task Watch_Options_BecomeQueryParameters()
    {
        _f.Transport.Answer(HttpStatusCode.OK, "");

        var events = await _f.Client.WatchAsync<ConfigMap>("ns", new WatchOptions
        {
            LabelSelector = "a=b", FieldSelector = "metadata.name=x", ResourceVersion = "5", SendInitialEvents = true, Timeout = TimeSpan.FromSeconds(60),
        }, Ct).ToListAsync(Ct);

        events.ShouldBeEmpty();
        _f.Transport.Request.Target.ShouldBe(
            "/api/v1/namespaces/ns/configmaps?watch=true&labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&resourceVersion=5"
            + "&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=60");
    }

    [Fact]
    public async Task Watch_NoTimeout_EndsAtARandomTimeBetween5And10Minutes()
    {
        _f.Transport.Answer(HttpStatusCode.OK, "");

        await _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions { AllowBookmarks = false }, Ct).ToListAsync(Ct);

        var target = _f.Transport.Request.Target;
        target.ShouldStartWith("/api/v1/configmaps?watch=true&timeoutSeconds=");
        int.Parse(target[(target.LastIndexOf('=') + 1)..]).ShouldBeInRange(300, 600);
    }

    [Fact]
    public async Task Watch_Event_IsDeliveredWhenItsLastByteArrives()
    {
        var (pipe, events) = Open();

        await WriteAsync(pipe, """{"type":"ADDED","object":{"kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"1"}""");
        var next = events.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();
        await WriteAsync(pipe, "}}\n");

        (await next).ShouldBeTrue();
        events.Current.Type.ShouldBe(WatchEventType.Added);
        events.Current.Object!.Metadata.Name.ShouldBe("a");
        events.Current.ResourceVersion.ShouldBe("1");
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Watch_Events_KeepTheirTypesAndOrder()
    {
        var events = await ReadAsync("""
            {"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"1"}}}
            {"type":"MODIFIED","object":{"metadata":{"name":"a","resourceVersion":"2"}}}
            {"object":{"metadata":{"name":"a","resourceVersion":"3"}},"type":"DELETED","more":{"x":[1]}}
            {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"4"}}}
            {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"5","annotations":{"k8s.io/initial-events-end":"true"}}}}

            """);

        events.Select(e => (e.Type, e.ResourceVersion, e.InitialEventsEnd, e.Object?.Metadata.Name)).ShouldBe(
        [
            (WatchEventType.Added, "1", false, "a"),
            (WatchEventType.Modified, "2", false, "a"),
            (WatchEventType.Deleted, "3", false, "a"),
            (WatchEventType.Bookmark, "4", false, null),
            (WatchEventType.Bookmark, "5", true, null),
        ]);
    }

    [Fact]
    public async Task Watch_ObjectThatDoesNotFit_CostsOnlyItself()
    {
        var events = await ReadAsync("""
            {"type":"ADDED","object":{"data":{"k":{"deep":[1,2]}},"metadata":{"namespace":"ns","name":"bad","resourceVersion":"1"}}}
            {"type":"ADDED","object":{"metadata":{"namespace":"ns","name":"good","resourceVersion":"2"}}}

            """);

        events[0].Object.ShouldBeNull();
        events[0].ResourceVersion.ShouldBe("1");
        events[0].Undecodable!.Key.ShouldBe(new ObjectKey("ns", "bad"));
        events[0].Undecodable!.Error.ShouldContain("$.data.k");
        events[1].Object!.Metadata.Name.ShouldBe("good");
    }

    [Fact]
    public async Task Watch_ErrorEvent_CarriesItsStatusAndEndsTheStream()
    {
        var events = await ReadAsync("""
            {"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 1 (5)"}}
            {"type":"ADDED","object":{"metadata":{"name":"a"}}}

            """);

        var error = events.ShouldHaveSingleItem();
        error.Type.ShouldBe(WatchEventType.Error);
        error.Status!.Code.ShouldBe(410);
        error.Status.Reason.ShouldBe("Expired");
    }

    [Fact]
    public async Task Watch_MetadataOnlyKind_IsStampedWithItsOwnType()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """
            {"type":"ADDED","object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a"}}}
            """);

        var events = await _f.Client.WatchAsync<SecretMetadata>("ns", new WatchOptions(), Ct).ToListAsync(Ct);

        events.ShouldHaveSingleItem().Object!.Kind.ShouldBe("Secret");
        _f.Transport.Request.Headers["Accept"].ShouldBe(["application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"]);
    }

    [Fact]
    public async Task Watch_HttpError_IsThrownBeforeTheFirstEvent()
    {
        _f.Transport.Answer(HttpStatusCode.Gone, """{"kind":"Status","code":410,"reason":"Expired","message":"old"}""");

        var error = await Should.ThrowAsync<KubeApiException>(
            () => _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), Ct).ToListAsync(Ct).AsTask());

        error.IsExpired.ShouldBeTrue();
    }

    [Fact]
    public async Task Watch_StreamEndsWithinAnEvent_IsABrokenStream()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """{"type":"ADDED","object":{"metadata":""");

        await Should.ThrowAsync<IOException>(() => _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), Ct).ToListAsync(Ct).AsTask());
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"type":"MOVED","object":{}}""")]
    [InlineData("""{"object":{}}""")]
    [InlineData("[]")]
    public async Task Watch_SomethingElseThanEvents_IsABrokenStream(string body)
    {
        _f.Transport.Answer(HttpStatusCode.OK, body);

        await Should.ThrowAsync<IOException>(() => _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), Ct).ToListAsync(Ct).AsTask());
    }

    [Fact]
    public async Task Watch_ConnectionResets_IsABrokenStream()
    {
        var (pipe, events) = Open();
        await WriteAsync(pipe, """{"type":"ADDED","object":{"metadata":{"name":"a"}}}""" + "\n");
        (await events.MoveNextAsync()).ShouldBeTrue();

        await pipe.CompleteAsync(new IOException("reset by peer"));

        (await Should.ThrowAsync<IOException>(() => events.MoveNextAsync().AsTask())).Message.ShouldBe("reset by peer");
    }

    [Fact]
    public async Task Watch_ServerForgetsToEnd_IsABrokenStream()
    {
        var (pipe, events) = Open(TimeSpan.FromSeconds(60));
        await WriteAsync(pipe, """{"type":"ADDED","object":{"metadata":{"name":"a"}}}""" + "\n");
        (await events.MoveNextAsync()).ShouldBeTrue();
        var next = events.MoveNextAsync().AsTask();

        _f.Time.Advance(TimeSpan.FromSeconds(89));
        next.IsCompleted.ShouldBeFalse();
        _f.Time.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<IOException>(() => next);
    }

    [Fact]
    public async Task Watch_CallerCancels_IsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        var (_, events) = Open(ct: cancel.Token);
        var next = events.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Watch_NoAnswerInTime_IsAFailureOfTheTransport()
    {
        _f.Transport.NeverAnswer();
        var first = _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), Ct).FirstAsync(Ct).AsTask();
        await _f.Time.WaitForTimerAsync();

        _f.Time.Advance(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<HttpRequestException>(() => first);
    }

    private async Task<List<WatchEvent<ConfigMap>>> ReadAsync(string body)
    {
        _f.Transport.Answer(HttpStatusCode.OK, body);
        return await _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), Ct).ToListAsync(Ct);
    }

    private (PipeWriter Server, IAsyncEnumerator<WatchEvent<ConfigMap>> Events) Open(TimeSpan? timeout = null, CancellationToken? ct = null)
    {
        var pipe = new Pipe();
        _f.Transport.Answer(HttpStatusCode.OK, new StreamContent(pipe.Reader.AsStream()));
        var token = ct ?? Ct;
        return (pipe.Writer, _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions { Timeout = timeout }, token).GetAsyncEnumerator(token));
    }

    private static async Task WriteAsync(PipeWriter writer, string text) => await writer.WriteAsync(Encoding.UTF8.GetBytes(text), Ct);
}
