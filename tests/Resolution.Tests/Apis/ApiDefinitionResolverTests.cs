using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

public sealed class ApiDefinitionResolverTests : IAsyncLifetime
{
    private static readonly ObjectKey ContextKey = new("default", "ctx");

    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Resolve_CompleteApi_IsTheBodyAndWhereItGoes()
    {
        var desired = await DesiredAsync(AnApi().WithPath("/a"));

        desired.Connection!.OrganizationId.ShouldBe("ORG");
        Body(desired)["proxy"]!["virtual_hosts"]![0]!["path"]!.GetValue<string>().ShouldBe("/a");
    }

    [Fact]
    public async Task Resolve_SameSpecTwice_HasTheSameHash() =>
        (await HashAsync(AnApi())).ShouldBe(await HashAsync(AnApi()));

    [Fact]
    public async Task Resolve_OtherBody_HasAnotherHash() =>
        (await HashAsync(AnApi().WithPath("/b"))).ShouldNotBe(await HashAsync(AnApi().WithPath("/a")));

    [Fact]
    public async Task Resolve_OtherEnvironment_HasAnotherHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.EnvironmentId = "OTHER");

        (await HashAsync(AnApi())).ShouldNotBe(before);
    }

    [Fact]
    public async Task Resolve_OtherAddressOfApim_HasAnotherHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.BaseUrl = "https://other.example.com");

        (await HashAsync(AnApi())).ShouldNotBe(before);
    }

    [Fact]
    public async Task Resolve_OtherCredentials_HasTheSameHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.Auth = new Auth
        {
            Credentials = new() { Username = "u", Password = "p" },
        });

        (await HashAsync(AnApi())).ShouldBe(before);
    }

    [Fact]
    public async Task DesiredAfter_ApimAnsweredWithOtherIds_IsThatOfTheNextPass()
    {
        var api = AnApi().Build();
        var resolved = await ResolveAsync(api);
        var status = new ApiDefinitionStatus { Id = "id-of-apim", CrossId = "cross-id-of-apim" };

        var stored = resolved.DesiredAfter(status).SyncHash;

        stored.ShouldBe(await HashAsync(AnApi().WithObject(next => next.Status = status)));
        stored.ShouldBe(resolved.Desired!.SyncHash, "an answer alone is no change");
    }

    [Fact]
    public async Task DesiredAfter_ApimAnsweredWithOtherPlanIds_HasTheHashOfThisPass()
    {
        var resolved = await ResolveAsync(AnApi().With(spec => spec.Plans![0].CrossId = "cross").Build());
        var sent = resolved.Desired!.Import!;
        var status = new ApiDefinitionStatus { Id = sent.Id, CrossId = sent.CrossId, Plans = new() { ["cross"] = "plan-id-of-apim" } };

        resolved.DesiredAfter(status).SyncHash.ShouldBe(resolved.Desired.SyncHash);
    }

    [Fact]
    public async Task DesiredAfter_Problems_IsAMistakeOfTheCaller()
    {
        var resolved = await ResolveAsync(AnApi().WithContext("absent").Build());

        Should.Throw<InvalidOperationException>(() => resolved.DesiredAfter(new()));
    }

    [Theory]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, false, true)]
    public async Task Resolve_EveryMode_GoesWhereItShould(bool context, bool local, bool import, bool gateway)
    {
        var desired = await DesiredAsync(AnApi().With(spec => (spec.ContextRef, spec.Local) = (context ? new() { Name = "ctx" } : null, local)));

        (desired.Connection is not null, desired.Import is not null, desired.Gateway is not null).ShouldBe((import, import, gateway));
    }

    [Fact]
    public async Task Resolve_LocalButStopped_MustNotBeOnGateways() =>
        (await DesiredAsync(AnApi().With(spec => (spec.Local, spec.State) = (true, "STOPPED")))).Gateway.ShouldBeNull();

    [Fact]
    public async Task Resolve_LocalApi_HasAHashOfItsOwnThatCoversTheGatewaysData()
    {
        var remote = await HashAsync(AnApi());
        var local = await HashAsync(AnApi().With(spec => spec.Local = true));
        var resolved = await ResolveAsync(AnApi().With(spec => spec.Local = true).Build());

        local.ShouldNotBe(remote);
        resolved.DesiredAfter(new() { OrganizationId = "org", EnvironmentId = "env" }).SyncHash.ShouldNotBe(local);
    }

    [Fact]
    public async Task Resolve_ApiResource_IsTakenInWithoutTheReference()
    {
        _cluster.Put(AnApiResource("redis", "shared").WithConfiguration("""{"host":"h"}""").Build());

        var desired = await DesiredAsync(AnApi().With(spec => spec.Resources =
            [new() { Name = "inline", Type = "t" }, new() { Name = "ignored", Ref = new() { Name = "redis", Namespace = "shared" } }]));

        var resources = Body(desired)["resources"]!.AsArray();
        resources[0]!["name"]!.GetValue<string>().ShouldBe("inline");
        resources[1]!.ToJsonString().ShouldBe("""{"configuration":{"host":"h"},"enabled":true,"name":"redis","type":"cache"}""");
    }

    [Fact]
    public async Task Resolve_ApiResourceWithoutNamespace_IsThatOfTheApi()
    {
        _cluster.Put(AnApiResource("redis", "team").Build());
        _cluster.Put(AContext("ctx", "team").Build());

        (await ResolveAsync(AnApi("api", "team").With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]).Build()))
            .Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_GroupReferences_AppendTheNamesOnce()
    {
        _cluster.Put(AGroup("a", apimName: "Developers"));
        _cluster.Put(AGroup("b", apimName: "Developers"));
        _cluster.Put(AGroup("c", apimName: "Known"));

        var desired = await DesiredAsync(AnApi().With(spec =>
        {
            spec.Groups = ["Known", "other"];
            spec.GroupRefs = [new() { Name = "a" }, new() { Name = "b" }, new() { Name = "c" }];
        }));

        Body(desired)["groups"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["Known", "other", "Developers"]);
    }

    [Fact]
    public async Task Resolve_Notifications_TheFirstForTheConsoleOfApisCounts()
    {
        _cluster.Put(ANotification("other").With(spec => spec.EventType = "something").Build());
        _cluster.Put(ANotification("first", "ops").ForGroups("Admins").ForGroupRefs("devs").Build());
        _cluster.Put(ANotification("second").Build());
        _cluster.Put(AGroup("devs", "ops", "Developers"));

        var desired = await DesiredAsync(AnApi().With(spec => spec.NotificationsRefs =
            [new() { Name = "other" }, new() { Name = "first", Namespace = "ops" }, new() { Name = "second" }]));

        Body(desired)["consoleNotificationConfiguration"]!.ToJsonString().ShouldBe(
            """{"config_type":"PORTAL","groups":["Admins","Developers"],"hooks":["API_STARTED"],"origin":"KUBERNETES"}""");
    }

    [Fact]
    public async Task Preview_Notifications_AreLeftOutForTheirGroupsMayBeNew()
    {
        _cluster.Put(ANotification("bell").ForGroups("Admins").Build());
        var api = AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]).Build();

        var preview = await _set.Apis.PreviewAsync(api, CancellationToken.None);

        Body(preview.Desired!)["consoleNotificationConfiguration"].ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_NullsAmongReferences_ArePassedOver()
    {
        _cluster.Put(AGroup(apimName: "Developers"));
        _cluster.Put(ANotification().ForGroupRefs("devs").With(spec => spec.Console!.GroupRefs!.Insert(0, null!)).Build());

        var desired = await DesiredAsync(AnApi().With(spec =>
        {
            spec.GroupRefs = [null!, new() { Name = "devs" }];
            spec.NotificationsRefs = [null!, new() { Name = "bell" }];
        }));

        Body(desired)["groups"]!.AsArray().Single()!.GetValue<string>().ShouldBe("Developers");
        Body(desired)["consoleNotificationConfiguration"]!["groups"]!.AsArray().Single()!.GetValue<string>().ShouldBe("Developers");
    }

    [Fact]
    public async Task Resolve_GroupOfANotificationMissing_IsNoted()
    {
        _cluster.Put(ANotification().ForGroupRefs("devs").Build());

        var resolved = await ResolveAsync(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]).Build());

        resolved.Notes.ShouldHaveSingleItem().ShouldBe(new(
            ProblemKind.UnresolvedReference, "Group default/devs could not be found", "spec.notificationsRefs[0]"));
        resolved.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_EverythingMissing_ReportsAllInUpstreamsOrder()
    {
        var resolved = await ResolveAsync(AnApi().WithContext("absent").With(spec =>
        {
            spec.NotificationsRefs = [new() { Name = "bell" }];
            spec.Resources = [new() { Ref = new() { Name = "redis" } }, new() { Ref = new() { Name = "ldap" } }];
        }).Build());

        resolved.Problems.Select(problem => problem.Field).ShouldBe(
            ["spec.resources[0].ref", "spec.resources[1].ref", "spec.notificationsRefs[0]", "spec.contextRef"]);
        resolved.Problems.ShouldAllBe(problem => problem.Kind == ProblemKind.UnresolvedReference && !problem.IsAdmissible);
    }

    [Fact]
    public async Task Resolve_ReferencesOutOfScope_SaySo()
    {
        using var scoped = await _cluster.ResolveAsync(new WatchScope(["default"]));
        var api = AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis", Namespace = "other" } }];
            spec.GroupRefs = [new() { Name = "devs", Namespace = "other" }];
        });

        var resolved = await scoped.Apis.ResolveAsync(api.Build(), CancellationToken.None);

        const string reach = "the namespace \"other\" is out of this operator's reach, which watches only the namespace default; refer to an object there, or have the operator watch that namespace too";
        resolved.Problems.ShouldHaveSingleItem().Message.ShouldBe($"api references resource [other/redis] that does not exist in the cluster: {reach}");
        resolved.Notes.ShouldHaveSingleItem().Message.ShouldBe($"Group other/devs could not be found: {reach}");
    }

    [Fact]
    public async Task Resolve_StoredApi_RemembersWhatItRead()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());
        _cluster.Put(ANotification().ForGroupRefs("devs").Build());
        var api = AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.NotificationsRefs = [new() { Name = "bell" }];
        }).Build();

        await _set.Apis.ResolveAsync(api, CancellationToken.None);

        _set.Dependencies.SourcesOf(ReferenceKey.Of(api)).Select(source => source.ToString()).ShouldBe(
            [
                "ApiResource default/redis", "Notification default/bell", "Group default/devs", "ManagementContext default/ctx",
                "Secret default/secret",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Preview_ApiUnderReview_RemembersNothing()
    {
        await _set.Apis.PreviewAsync(AnApi().Build(), CancellationToken.None);

        _set.Dependencies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Preview_StoredApi_IsWhatTheReconcilerSends()
    {
        _cluster.Put(AnApiResource("redis").Build());
        var api = AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]).Build();

        var preview = await _set.Apis.PreviewAsync(api, CancellationToken.None);
        var resolved = await _set.Apis.ResolveAsync(api, CancellationToken.None);

        preview.Desired!.Import!.Body.Span.SequenceEqual(resolved.Desired!.Import!.Body.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Resolve_NoContext_IsRefused()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.ContextRef = null));

        problem.Kind.ShouldBe(ProblemKind.InvalidObject);
        problem.Field.ShouldBe("spec.contextRef");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resolve_ContextWithoutAName_IsOneThatDoesNotExist(bool local) =>
        (await ProblemAsync(AnApi().With(spec => (spec.ContextRef, spec.Local) = (new() { Name = "" }, local)))).ShouldBe(new(
            ProblemKind.InvalidObject,
            "resource [api] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name",
            "spec.contextRef"));

    [Fact]
    public async Task Resolve_NoSpec_IsRefused() =>
        (await ProblemAsync(AnApi().WithObject(api => api.Spec = null))).Kind.ShouldBe(ProblemKind.InvalidObject);

    [Fact]
    public async Task Resolve_NoSuchContext_SaysSoInUpstreamsWords()
    {
        var problem = await ProblemAsync(AnApi().WithContext("absent"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("resource [api] references management context [default/absent] that doesn't exist in the cluster: ");
        problem.Field.ShouldBe("spec.contextRef");
    }

    [Fact]
    public async Task Resolve_Template_IsEvaluatedBeforeReferencesAreFollowed()
    {
        _cluster.Put(AConfigMap("names").WithKey("redis", "shared-redis").WithKey("host", "redis.example.com").Build());
        _cluster.Put(AnApiResource("shared-redis").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var desired = await DesiredAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "[[ configmap `names/redis` ]]" } }]));

        Body(desired)["resources"]![0]!["configuration"]!["host"]!.GetValue<string>().ShouldBe("redis.example.com");
    }

    [Fact]
    public async Task Resolve_TemplateOfAnApiResource_ReadsFromItsOwnNamespace()
    {
        _cluster.Put(AConfigMap("names").WithKey("host", "of the API").Build());
        _cluster.Put(AConfigMap("names", "shared").WithKey("host", "of the resource").Build());
        _cluster.Put(AnApiResource("redis", "shared").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var desired = await DesiredAsync(
            AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis", Namespace = "shared" } }]));

        Body(desired)["resources"]![0]!["configuration"]!["host"]!.GetValue<string>().ShouldBe("of the resource");
    }

    [Fact]
    public async Task Resolve_TemplateOfAnApiResourceIsWrong_PointsAtTheReference()
    {
        _cluster.Put(AnApiResource("redis").WithConfiguration("""{"host":"[[ configmap `names/host` ]]"}""").Build());

        var problem = await ProblemAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        problem.Message.ShouldEndWith("(its spec.configuration.host)");
        problem.Field.ShouldBe("spec.resources[0].ref");
    }

    [Fact]
    public async Task Resolve_TemplateReadsWhatIsMissing_WaitsForIt()
    {
        var api = AnApi().With(spec => spec.Description = "[[ secret `absent/key` ]]").Build();

        var resolved = await ResolveAsync(api);

        (resolved.IsCompiled, resolved.Problems[0].Kind).ShouldBe((false, ProblemKind.UnresolvedReference));
        _set.Dependencies.DependentsOf(new ReferenceKey("Secret", new ObjectKey("default", "absent"))).ShouldBe([ReferenceKey.Of(api)]);
    }

    [Fact]
    public async Task Resolve_TemplatesAreWrong_ReportsAllOfThemAndNothingElse()
    {
        var resolved = await ResolveAsync(
            AnApi().WithContext("absent").With(spec => (spec.Name, spec.Version) = ("[[ nonsense ]]", "[[ secret `a/b` ")).Build());

        resolved.Problems.Select(problem => (problem.Kind, problem.Field))
            .ShouldBe([(ProblemKind.Template, "spec.name"), (ProblemKind.Template, "spec.version")], ignoreOrder: true);
    }

    [Fact]
    public async Task Resolve_TemplateMayNotReadItsSource_SaysSo()
    {
        _cluster.Forbid<Kubernetes.Model.Core.Secret>();

        var problem = await ProblemAsync(AnApi().With(spec => spec.Description = "[[ secret `a/b` ]]"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("a template of [default/api] reads what the operator's service account may not read; grant it access: ");
    }

    [Fact]
    public async Task Resolve_TemplatingOff_SendsBracketsAsTheyAre()
    {
        using var plain = await _cluster.ResolveAsync(templating: false);

        var resolved = await plain.Apis.ResolveAsync(AnApi().With(spec => spec.Description = "[[x]]").Build(), CancellationToken.None);

        Body(resolved.Desired!)["description"]!.GetValue<string>().ShouldBe("[[x]]");
    }

    [Fact]
    public async Task Resolve_ResourceReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.Resources = [new(), new() { Ref = new() { Name = "redis" } }]));

        problem.Message.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.resources[1].ref");
    }

    [Fact]
    public async Task Resolve_NotificationReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "mail", Namespace = "other" }]));

        problem.Message.ShouldStartWith("api references notification [other/mail] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.notificationsRefs[0]");
    }

    [Fact]
    public async Task Resolve_GroupReference_IsNotedAndLeftOut()
    {
        var resolved = await ResolveAsync(AnApi().With(spec => spec.GroupRefs = [new() { Name = "devs" }]).Build());

        resolved.Notes.ShouldBe(
            [new ResolutionProblem(ProblemKind.UnresolvedReference, "Group default/devs could not be found", "spec.groupRefs[0]")]);
    }

    [Fact]
    public async Task Resolve_SharedObject_IsNotChanged()
    {
        var api = AnApi().Build();

        await ResolveAsync(api);

        (api.Spec!.Id, api.Spec.Plans![0].Id, api.Spec.ContextRef!.Namespace).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task Resolve_SharedObjectWithReferences_IsNotChanged()
    {
        _cluster.Put(AnApiResource("redis").Build());
        _cluster.Put(AGroup());
        var api = AnApi().With(spec => (spec.Resources, spec.GroupRefs) = ([new() { Ref = new() { Name = "redis" } }], [new() { Name = "devs" }])).Build();

        await ResolveAsync(api);

        (api.Spec!.Resources![0].Ref!.Name, api.Spec.Groups).ShouldBe(("redis", null));
    }

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api) =>
        await _set.Apis.ResolveAsync(api, CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Desired!;

    private async Task<string> HashAsync(ApiBuilder api) => (await DesiredAsync(api)).SyncHash;

    private async Task<ResolutionProblem> ProblemAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Problems[0];
}
