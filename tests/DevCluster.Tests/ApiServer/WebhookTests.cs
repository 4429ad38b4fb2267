using System.Text.Json.Nodes;
using Gko.DevCluster.ApiServer;
using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class WebhookTests(WebhookTests.Data fixture) : IClassFixture<WebhookTests.Data>
{
    private WebhookStub Hooks => fixture.Hooks;

    // Each test has its own label, so that its webhooks see its objects only.
    private Task<ApiResponse> CreateAsync(string name, string spec = """{"size":1}""", string query = "") =>
        fixture.Admin.PostAsync(Paths.Widgets + query, Widget(name, spec, $$"""
            "labels":{"test":"{{name}}"}
            """));

    private async Task ConfigureAsync(bool mutating, string test, params string[] webhooks)
    {
        var kind = mutating ? "MutatingWebhookConfiguration" : "ValidatingWebhookConfiguration";
        (await fixture.Admin.PostAsync($"{Paths.Admission}/{kind.ToLowerInvariant()}s", $$"""
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"{{kind}}","metadata":{"name":"{{test}}-{{(mutating ? "m" : "v")}}"},
             "webhooks":[{{string.Join(',', webhooks)}}]}
            """)).Status.ShouldBe(201);
    }

    private string Hook(string test, string path, string extra = "", string? client = null) => $$"""
        {"name":"{{path.Trim('/')}}.demo.io","sideEffects":"None","admissionReviewVersions":["v1"],
         "objectSelector":{"matchLabels":{"test":"{{test}}"} },
         "clientConfig":{{client ?? $$"""{"url":"{{Hooks.Url.GetLeftPart(UriPartial.Authority)}}{{path}}","caBundle":"{{Hooks.CaBundle}}"}"""}},
         "rules":[{"apiGroups":["demo.io"],"apiVersions":["v1"],"resources":["widgets"],"operations":["CREATE","UPDATE","DELETE"]}]{{extra}}}
        """;

    [Fact]
    public async Task Validating_Denial_KeepsCodeReasonAndCauses()
    {
        Hooks.On("/deny", """
            {"allowed":false,"status":{"code":403,"reason":"Forbidden","message":"no way","details":{"causes":[{"reason":"X","message":"m","field":"spec.size"}]}}}
            """);
        await ConfigureAsync(false, "deny", Hook("deny", "/deny"));

        var refused = await CreateAsync("deny");

        refused.Status.ShouldBe(403);
        refused.Reason.ShouldBe("Forbidden");
        refused.Message.ShouldBe("admission webhook \"deny.demo.io\" denied the request: no way");
        refused.Causes.ShouldBe(["spec.size: m"]);
    }

    [Fact]
    public async Task Validating_DenialWithoutWords_SaysSo()
    {
        Hooks.On("/silent", """{"allowed":false}""");
        await ConfigureAsync(false, "silent", Hook("silent", "/silent"));

        var refused = await CreateAsync("silent");

        refused.Status.ShouldBe(400);
        refused.Message.ShouldBe("admission webhook \"silent.demo.io\" denied the request without explanation");
    }

    [Fact]
    public async Task Validating_Warnings_BecomeHeaders()
    {
        Hooks.On("/warn", """{"warnings":["careful","a \"quoted\" one","überall"]}""");
        await ConfigureAsync(false, "warn", Hook("warn", "/warn"));

        var created = await CreateAsync("warn");

        created.Status.ShouldBe(201);
        created.Warnings.Count.ShouldBe(3);
        created.Warnings[0].ShouldBe("299 - \"careful\"");
        created.Warnings[1].ShouldBe("299 - \"a \\\"quoted\\\" one\"");
    }

    [Fact]
    public async Task Mutating_Patch_IsPrunedDefaultedAndStored()
    {
        Hooks.On("/mutate", WebhookStub.Patch("""
            [{"op":"add","path":"/spec/color","value":"b"},{"op":"add","path":"/spec/bogus","value":1},{"op":"add","path":"/spec/items","value":[{"name":"i"}]}]
            """));
        await ConfigureAsync(true, "mutate", Hook("mutate", "/mutate"));

        var created = await CreateAsync("mutate");

        created.Status.ShouldBe(201);
        created.Json("spec").ShouldBe("""{"color":"b","items":[{"name":"i","weight":7}],"nested":{"deep":"d"},"size":1}""");
    }

    [Fact]
    public async Task Mutating_InvalidResult_IsValidated()
    {
        Hooks.On("/spoil", WebhookStub.Patch("""[{"op":"replace","path":"/spec/size","value":77}]"""));
        await ConfigureAsync(true, "spoil", Hook("spoil", "/spoil"));

        (await CreateAsync("spoil")).Causes.ShouldBe(["spec.size: Invalid value: 77: spec.size in body should be less than or equal to 10"]);
    }

    [Fact]
    public async Task Mutating_LaterChange_ReinvokesEarlierHook()
    {
        Hooks.On("/first", "{}");
        Hooks.On("/second", WebhookStub.Patch("""[{"op":"add","path":"/spec/flag","value":true}]"""));
        await ConfigureAsync(true, "again", Hook("again", "/first", ",\"reinvocationPolicy\":\"IfNeeded\""), Hook("again", "/second"));

        await CreateAsync("again");

        var seen = Hooks.Requests.Where(entry => entry.Path == "/first").Select(entry => entry.Request["object"]!["spec"]!["flag"] is not null);
        seen.ShouldBe([false, true]);
    }

    [Fact]
    public async Task Validating_SeesTheMutatedObject()
    {
        Hooks.On("/paint", WebhookStub.Patch("""[{"op":"replace","path":"/spec/color","value":"b"}]"""));
        await ConfigureAsync(true, "order", Hook("order", "/paint"));
        await ConfigureAsync(false, "order", Hook("order", "/look"));

        await CreateAsync("order");

        Hooks.Requests.Single(entry => entry.Path == "/look").Request["object"]!["spec"]!["color"]!.GetValue<string>().ShouldBe("b");
    }

    [Fact]
    public async Task Review_Request_DescribesTheOperation()
    {
        await ConfigureAsync(false, "review", Hook("review", "/review"));
        await CreateAsync("review");
        await fixture.Admin.PatchAsync(Paths.Widget("review"), """{"spec":{"size":2}}""");
        await fixture.Admin.PatchAsync(Paths.Widget("review") + "/status", """{"status":{"phase":"x"}}""");
        await fixture.Admin.DeleteAsync(Paths.Widget("review"));

        var requests = Hooks.Requests.Where(entry => entry.Path == "/review").Select(entry => entry.Request).ToList();

        requests.Select(request => request["operation"]!.GetValue<string>()).ShouldBe(["CREATE", "UPDATE", "DELETE"], "status was not asked for");
        var update = requests[1];
        update["kind"]!.ToJsonString().ShouldBe("""{"group":"demo.io","version":"v1","kind":"Widget"}""");
        update["resource"]!["resource"]!.GetValue<string>().ShouldBe("widgets");
        update["namespace"]!.GetValue<string>().ShouldBe("default");
        update["userInfo"]!["username"]!.GetValue<string>().ShouldBe("admin");
        update["oldObject"]!["spec"]!["size"]!.GetValue<int>().ShouldBe(1);
        update["object"]!["spec"]!["size"]!.GetValue<int>().ShouldBe(2);
        update["dryRun"]!.GetValue<bool>().ShouldBeFalse();
        requests[2]["object"].ShouldBeNull();
        requests[2]["oldObject"].ShouldNotBeNull();
    }

    [Fact]
    public async Task DryRun_IsToldToTheHook()
    {
        await ConfigureAsync(false, "dry", Hook("dry", "/dry"));

        await CreateAsync("dry", query: "?dryRun=All");

        Hooks.Requests.Single(entry => entry.Path == "/dry").Request["dryRun"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Failure_PolicyFail_NamesTheWebhook()
    {
        await ConfigureAsync(false, "refused", Hook("refused", "/refused", client: """{"url":"https://127.0.0.1:9/x"}"""));

        var refused = await CreateAsync("refused");

        refused.Status.ShouldBe(500);
        refused.Reason.ShouldBe("InternalError");
        refused.Message.ShouldBe("Internal error occurred: failed calling webhook \"refused.demo.io\": failed to call webhook: "
            + "Post \"https://127.0.0.1:9/x?timeout=10s\": dial tcp 127.0.0.1:9: connect: connection refused");
    }

    [Fact]
    public async Task Failure_PolicyIgnore_Continues()
    {
        await ConfigureAsync(false, "ignored", Hook("ignored", "/ignored", ",\"failurePolicy\":\"Ignore\"", """{"url":"https://127.0.0.1:9/x"}"""));

        (await CreateAsync("ignored")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Failure_UnknownAuthority_IsNotTrusted()
    {
        await ConfigureAsync(false, "untrusted",
            Hook("untrusted", "/untrusted", client: $$"""{"url":"{{Hooks.Url.GetLeftPart(UriPartial.Authority)}}/untrusted"}"""));

        (await CreateAsync("untrusted")).Message.ShouldEndWith("tls: failed to verify certificate: x509: certificate signed by unknown authority");
    }

    [Fact]
    public async Task Failure_Timeout_IsDeadlineExceeded()
    {
        var never = new TaskCompletionSource<JsonNode>();
        Hooks.On("/slow", _ => never.Task);
        await ConfigureAsync(false, "slow", Hook("slow", "/slow", ",\"timeoutSeconds\":1"));

        var refused = await CreateAsync("slow");
        never.SetResult(new JsonObject());

        refused.Message.ShouldEndWith("/slow?timeout=1s\": context deadline exceeded");
    }

    [Fact]
    public async Task Failure_ValidatingPatch_IsInvalidResponse()
    {
        Hooks.On("/sneaky", WebhookStub.Patch("[]"));
        await ConfigureAsync(false, "sneaky", Hook("sneaky", "/sneaky"));

        (await CreateAsync("sneaky")).Message.ShouldEndWith(
            "failed calling webhook \"sneaky.demo.io\": received invalid webhook response: validating webhook may not return response.patch");
    }

    [Fact]
    public async Task Service_Mapped_IsCalledUnderItsOwnName()
    {
        await ConfigureAsync(false, "service", Hook("service", "/service", client: $$"""
            {"service":{"namespace":"system","name":"hook","path":"/service"},"caBundle":"{{Hooks.CaBundle}}"}
            """));

        (await CreateAsync("service")).Status.ShouldBe(201);

        Hooks.Requests.ShouldContain(entry => entry.Path == "/service");
    }

    [Fact]
    public async Task Service_NotMapped_IsNotFound()
    {
        await ConfigureAsync(false, "nosvc", Hook("nosvc", "/nosvc", client: """{"service":{"namespace":"system","name":"none","path":"/p"}}"""));

        (await CreateAsync("nosvc")).Message.ShouldEndWith(
            "Post \"https://none.system.svc:443/p?timeout=10s\": service \"none\" not found");
    }

    [Fact]
    public async Task NamespaceSelector_OtherLabels_IsNotAsked()
    {
        await ConfigureAsync(false, "nssel", Hook("nssel", "/nssel",
            ",\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"kube-system\"}}"));

        await CreateAsync("nssel");

        Hooks.Requests.ShouldNotContain(entry => entry.Path == "/nssel");
    }

    [Fact]
    public async Task MatchConditions_Mutating_SeeWhatEarlierHooksChanged()
    {
        Hooks.On("/condition-first", WebhookStub.Patch("""[{"op":"add","path":"/spec/flag","value":true}]"""));
        await ConfigureAsync(true, "conditions", Hook("conditions", "/condition-first"), Hook("conditions", "/condition-second",
            ",\"matchConditions\":[{\"name\":\"flagged\",\"expression\":\"has(object.spec.flag) && object.spec.flag\"}]"));

        await CreateAsync("conditions");

        Hooks.Requests.ShouldContain(entry => entry.Path == "/condition-second");
    }

    [Fact]
    public async Task MatchConditions_Reinvocation_IsDecidedAnew()
    {
        Hooks.On("/anew-second", WebhookStub.Patch("""[{"op":"add","path":"/spec/flag","value":true}]"""));
        await ConfigureAsync(true, "anew",
            Hook("anew", "/anew-first", ",\"reinvocationPolicy\":\"IfNeeded\",\"matchConditions\":[{\"name\":\"plain\",\"expression\":\"!has(object.spec.flag)\"}]"),
            Hook("anew", "/anew-second"));

        await CreateAsync("anew");

        Hooks.Requests.Count(entry => entry.Path == "/anew-first").ShouldBe(1);
    }

    [Fact]
    public async Task Webhook_CallsBack_IsNotBlocked()
    {
        var seen = 0;
        Hooks.On("/callback", async _ =>
        {
            seen = (await fixture.Admin.GetAsync(Paths.Widgets)).Status;
            return new JsonObject();
        });
        await ConfigureAsync(false, "callback", Hook("callback", "/callback"));

        (await CreateAsync("callback")).Status.ShouldBe(201);

        seen.ShouldBe(200);
    }

    [Fact]
    public async Task Configuration_Incomplete_IsInvalid()
    {
        var refused = await fixture.Admin.PostAsync(Paths.Admission + "/validatingwebhookconfigurations", """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"bad"},
             "webhooks":[{"name":"a","clientConfig":{}}]}
            """);

        refused.Causes.ShouldContain("webhooks[0].clientConfig: Required value: exactly one of url or service is required");
        refused.Causes.ShouldContain("webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun");
    }

    [Fact]
    public async Task Configuration_SameNameTwice_IsInvalid()
    {
        var refused = await fixture.Admin.PostAsync(Paths.Admission + "/validatingwebhookconfigurations", $$"""
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"twice"},
             "webhooks":[{{Hook("twice", "/twice")}},{{Hook("twice", "/twice")}}]}
            """);

        refused.Causes.ShouldBe(["webhooks[1].name: Duplicate value: \"twice.demo.io\""]);
    }

    public sealed class Data : ApiServerFixture
    {
        public WebhookStub Hooks { get; private set; } = null!;

        protected override DevApiServerOptions Options => new() { Services = new Dictionary<string, Uri> { ["system/hook"] = Hooks.Url } };

        public override async ValueTask InitializeAsync()
        {
            Hooks = await WebhookStub.StartAsync();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Hooks.DisposeAsync();
        }
    }
}
