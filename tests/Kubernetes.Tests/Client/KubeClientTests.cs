using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class KubeClientTests : IDisposable
{
    private const string Map = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"ns","name":"a","resourceVersion":"7"},"data":{"k":"v"}}""";
    private static readonly ObjectKey Key = new("ns", "a");

    private readonly KubeClientFixture _f = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _f.Dispose();

    [Fact]
    public async Task Get_Object_IsReadFromItsPath()
    {
        _f.Transport.Answer(HttpStatusCode.OK, Map);

        var map = await _f.Client.GetAsync<ConfigMap>(Key, Ct);

        map.Data!["k"].ShouldBe("v");
        _f.Transport.Request.Method.ShouldBe(HttpMethod.Get);
        _f.Transport.Request.Target.ShouldBe("/api/v1/namespaces/ns/configmaps/a");
        _f.Transport.Request.Headers["Accept"].ShouldBe(["application/json"]);
        string.Join(' ', _f.Transport.Request.Headers["User-Agent"]).ShouldBe("gko/0.1.0");
    }

    [Fact]
    public async Task Get_ServerBehindAPathPrefix_KeepsThePrefix()
    {
        using var f = new KubeClientFixture(c => c with { Server = new Uri("https://gateway.test/clusters/c-1/") });
        f.Transport.Answer(HttpStatusCode.OK, Map);

        await f.Client.GetAsync<ConfigMap>(Key, Ct);

        f.Transport.Request.Target.ShouldBe("/clusters/c-1/api/v1/namespaces/ns/configmaps/a");
    }

    [Fact]
    public async Task Get_NamespacedKindWithoutNamespace_IsABugOfTheCaller() =>
        await Should.ThrowAsync<ArgumentException>(() => _f.Client.GetAsync<ConfigMap>(new ObjectKey(null, "a"), Ct));

    [Fact]
    public async Task Get_DeeplyNestedObject_IsRead()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"x\":", 300)) + "1" + new string('}', 300);
        _f.Transport.Answer(HttpStatusCode.OK, $$$"""{"metadata":{"name":"a"},"unknown":{{{deep}}},"data":{"k":"v"}}""");

        (await _f.Client.GetAsync<ConfigMap>(Key, Ct)).Data!["k"].ShouldBe("v");
    }

    [Fact]
    public async Task Get_AnswerOfAnotherShape_NamesTheCall()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """{"metadata":{"name":"a"},"data":[]}""");

        var error = await Should.ThrowAsync<System.Text.Json.JsonException>(() => _f.Client.GetAsync<ConfigMap>(Key, Ct));

        error.Message.ShouldStartWith("GET /api/v1/namespaces/ns/configmaps/a: the answer does not fit");
    }

    [Fact]
    public async Task Find_NotFound_IsNull()
    {
        _f.Transport.Answer(HttpStatusCode.NotFound, """{"kind":"Status","reason":"NotFound","message":"no such thing","code":404}""");

        (await _f.Client.FindAsync<ConfigMap>(Key, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_Forbidden_Throws()
    {
        _f.Transport.Answer(HttpStatusCode.Forbidden, """{"kind":"Status","reason":"Forbidden","message":"no","code":403}""");

        (await Should.ThrowAsync<KubeApiException>(() => _f.Client.FindAsync<ConfigMap>(Key, Ct))).IsForbidden.ShouldBeTrue();
    }

    [Fact]
    public async Task ListPage_Options_BecomeQueryParameters()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """{"metadata":{"resourceVersion":"9","continue":"next","remainingItemCount":3},"items":null}""");

        var page = await _f.Client.ListPageAsync<ConfigMap>("ns", new ListOptions
        {
            LabelSelector = "a in (b,c)", FieldSelector = "metadata.name=x", Limit = 2, ResourceVersion = "0", ResourceVersionMatch = "NotOlderThan",
        }, Ct);

        page.Metadata.ShouldSatisfyAllConditions(
            m => m.ResourceVersion.ShouldBe("9"), m => m.Continue.ShouldBe("next"), m => m.RemainingItemCount.ShouldBe(3));
        page.Items.ShouldBeEmpty();
        _f.Transport.Request.Target.ShouldBe(
            "/api/v1/namespaces/ns/configmaps?labelSelector=a%20in%20%28b%2Cc%29&fieldSelector=metadata.name%3Dx&limit=2&resourceVersion=0&resourceVersionMatch=NotOlderThan");
    }

    [Fact]
    public async Task ListPage_ItemThatDoesNotFit_CostsOnlyItself()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """
            {"kind":"ConfigMapList","apiVersion":"v1","items":[
              {"metadata":{"namespace":"ns","name":"good"}},
              {"data":[1,{"x":2}],"metadata":{"namespace":"ns","name":"bad","resourceVersion":"5"}},
              null,
              {"metadata":{"namespace":"ns","name":"last"},"data":{"k":"v"}}],"metadata":{"resourceVersion":"9"}}
            """);

        var page = await _f.Client.ListPageAsync<ConfigMap>(null, new ListOptions(), Ct);

        page.Items.Select(item => item.Metadata.Name).ShouldBe(["good", "last"]);
        page.Items[0].Kind.ShouldBe("ConfigMap");
        page.Items[0].ApiVersion.ShouldBe("v1");
        page.Undecodable.Count.ShouldBe(2);
        page.Undecodable[0].Key.ShouldBe(new ObjectKey("ns", "bad"));
        page.Undecodable[0].ResourceVersion.ShouldBe("5");
        page.Undecodable[0].Error.ShouldContain("$.data");
        page.Metadata.ResourceVersion.ShouldBe("9");
    }

    [Fact]
    public async Task List_SeveralPages_AreFollowedWithoutRepeatingTheVersion()
    {
        _f.Transport
            .Answer(HttpStatusCode.OK, """{"metadata":{"continue":"t/1"},"items":[{"metadata":{"name":"a"}}]}""")
            .Answer(HttpStatusCode.OK, """{"metadata":{"continue":""},"items":[{"metadata":{"name":"b"}}]}""");

        var names = await _f.Client.ListAsync<Namespace>(options: new ListOptions { ResourceVersion = "0" }, ct: Ct)
            .Select(item => item.Metadata.Name).ToListAsync(Ct);

        names.ShouldBe(["a", "b"]);
        _f.Transport.Requests.Select(request => request.Target).ShouldBe(
            ["/api/v1/namespaces?limit=500&resourceVersion=0", "/api/v1/namespaces?limit=500&continue=t%2F1"]);
    }

    [Fact]
    public async Task ListPage_MetadataOnlyKind_AsksForPartialObjects()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """
            {"kind":"PartialObjectMetadataList","metadata":{},"items":[
              {"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"namespace":"ns","name":"s"}}]}
            """);

        var page = await _f.Client.ListPageAsync<SecretMetadata>("ns", new ListOptions(), Ct);

        page.Items.ShouldHaveSingleItem().Kind.ShouldBe("Secret");
        _f.Transport.Request.Target.ShouldBe("/api/v1/namespaces/ns/secrets");
        _f.Transport.Request.Headers["Accept"].ShouldBe(
            ["application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"]);
    }

    [Fact]
    public async Task Create_Object_IsPostedToItsCollectionWithItsType()
    {
        _f.Transport.Answer(HttpStatusCode.Created, Map);

        var created = await _f.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Namespace = "ns", Name = "a" }, Data = new() { ["k"] = "<é>+😀" } },
            new WriteOptions { FieldManager = "tester", DryRun = true }, Ct);

        created.Metadata.ResourceVersion.ShouldBe("7");
        _f.Transport.Request.Method.ShouldBe(HttpMethod.Post);
        _f.Transport.Request.Target.ShouldBe("/api/v1/namespaces/ns/configmaps?fieldManager=tester&dryRun=All");
        _f.Transport.Request.ContentType.ShouldBe("application/json");
        _f.Transport.Request.Body.ShouldContain("<é>+");
        var body = JsonNode.Parse(_f.Transport.Request.Body)!;
        body["kind"]!.GetValue<string>().ShouldBe("ConfigMap");
        body["apiVersion"]!.GetValue<string>().ShouldBe("v1");
    }

    [Fact]
    public async Task Replace_Object_IsPutToItsPath()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """{"metadata":{"namespace":"ns","name":"l"}}""");

        await _f.Client.ReplaceAsync(
            new Lease
            {
                Metadata = new ObjectMeta { Namespace = "ns", Name = "l", ResourceVersion = "3" },
                Spec = new LeaseSpec { RenewTime = DateTimeOffset.UnixEpoch },
            },
            ct: Ct);

        _f.Transport.Request.Method.ShouldBe(HttpMethod.Put);
        _f.Transport.Request.Target.ShouldBe("/apis/coordination.k8s.io/v1/namespaces/ns/leases/l");
        _f.Transport.Request.Body.ShouldContain("\"renewTime\":\"1970-01-01T00:00:00.000000Z\"");
    }

    [Fact]
    public async Task Patch_Apply_GoesToTheSubresourceWithForce()
    {
        _f.Transport.Answer(HttpStatusCode.OK, Map);

        await _f.Client.PatchAsync<ConfigMap>(
            Key, Patch.Apply(new JsonObject { ["a"] = "é" }), new PatchOptions { FieldManager = "m", Force = true, Subresource = "status" }, Ct);

        _f.Transport.Request.Method.ShouldBe(HttpMethod.Patch);
        _f.Transport.Request.Target.ShouldBe("/api/v1/namespaces/ns/configmaps/a/status?fieldManager=m&force=true");
        _f.Transport.Request.ContentType.ShouldBe("application/apply-patch+yaml");
        _f.Transport.Request.Body.ShouldBe("""{"a":"é"}""");
    }

    [Fact]
    public void Patch_Kinds_HaveTheirContentTypes()
    {
        Patch.Merge(new JsonObject()).ContentType.ShouldBe("application/merge-patch+json");
        Patch.Json([]).ContentType.ShouldBe("application/json-patch+json");
        Encoding.UTF8.GetString(Patch.Json([]).Body.Span).ShouldBe("[]");
    }

    [Fact]
    public async Task Delete_Preconditions_GoIntoTheBody()
    {
        _f.Transport.Answer(HttpStatusCode.OK, """{"kind":"Status","status":"Success"}""");

        await _f.Client.DeleteAsync<ConfigMap>(Key, new DeleteOptions { Uid = "u", PropagationPolicy = "Background", DryRun = true }, Ct);

        _f.Transport.Request.Method.ShouldBe(HttpMethod.Delete);
        JsonNode.DeepEquals(JsonNode.Parse(_f.Transport.Request.Body), JsonNode.Parse("""
            {"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"u","resourceVersion":null},"dryRun":["All"]}
            """)).ShouldBeTrue();
    }

    [Fact]
    public async Task Post_Review_ReturnsTheAnswer()
    {
        _f.Transport.Answer(HttpStatusCode.Created, """{"status":{"allowed":true}}""");
        var review = new SubjectAccessReview { Spec = new SubjectAccessReviewSpec { User = "ann" } };

        var answer = await _f.Client.PostAsync(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews", review,
            KubeJson.Default.SubjectAccessReview, KubeJson.Default.SubjectAccessReview, Ct);

        answer.Status!.Allowed.ShouldBe(true);
        _f.Transport.Request.Body.ShouldContain("\"user\":\"ann\"");
    }

    [Fact]
    public async Task Get_NoAnswerInTime_IsAFailureOfTheTransport()
    {
        _f.Transport.NeverAnswer();
        var call = _f.Client.GetAsync<ConfigMap>(Key, Ct);
        await _f.Time.WaitForTimerAsync();

        _f.Time.Advance(TimeSpan.FromSeconds(29.9));
        call.IsCompleted.ShouldBeFalse();
        _f.Time.Advance(TimeSpan.FromSeconds(0.1));

        var error = await Should.ThrowAsync<HttpRequestException>(() => call);
        error.Message.ShouldContain("GET /api/v1/namespaces/ns/configmaps/a");
        error.InnerException.ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task Get_CallerCancels_IsACancellation()
    {
        _f.Transport.NeverAnswer();
        using var cancel = new CancellationTokenSource();
        var call = _f.Client.GetAsync<ConfigMap>(Key, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }
}
