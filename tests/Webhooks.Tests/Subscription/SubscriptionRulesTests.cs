using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;
using Row = Gko.Webhooks.Tests.Rule<System.Action<Gko.Webhooks.Tests.SubscriptionArrangement>>;

namespace Gko.Webhooks.Tests;

/// <summary>Every rule of subscriptions, per operation.</summary>
public sealed class SubscriptionRulesTests : IAsyncLifetime
{
    private const string Key = SubscriptionArrangement.Key;
    private const string NextYear = SubscriptionArrangement.NextYear;
    private const string Missing = ": it was not found; create it, or correct the name and the namespace";
    private const string NoSecurity = "unable to subscribe to plan [JWT] because security type is not one of [API_KEY,JWT,OAUTH2,MTLS]";
    private const string NotSynced = "unable to subscribe to API [default/api] because its definition is not synced from the management API (sourcing subscriptions from a Kubernetes cluster is not supported at the moment)";

    private static readonly Row[] OnBoth =
    [
        new("SU-1 a template that cannot be read", sub => sub.Subscription.With(spec => spec.Metadata = new() { ["a"] = """[[ configmap "absent/key" ]]""" }),
            "configmap [default/absent] not found; create it or correct the template (template at line 1, column 4 of spec.metadata.a)", "spec.metadata.a"),
        new("SU-2 kind in any spelling", sub => sub.Subscription.WithApi("api", kind: "apiv4definitions")),
        new("SU-2 no API kind", sub => sub.Subscription.WithApi("api", kind: "Group"),
            "API kind is required and should be either ApiDefinition or ApiV4Definition, got [groups]", "spec.api.kind"),
        new("SU-11a keys for a JWT plan", sub => sub.Subscription.WithKey(Key),
            "apiKeys can only be set when subscribing to an API_KEY plan, got [JWT]", "spec.apiKeys"),
        new("SU-11a keys for an API key plan", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Subscription.WithKey(Key, NextYear)),
        new("SU-11b the same key twice", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Subscription.WithKey(Key).WithKey(Key),
            "duplicate key [my-k…] in apiKeys", "spec.apiKeys[1].key"),
        new("SU-11 key by key", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Subscription.WithKey(Key, "not-a-date").WithKey(Key),
            "invalid expireAt for key [my-k…]: ending date [not-a-date] is not in RFC3339 format", "spec.apiKeys[0].expireAt"),
        new("SU-11c no date", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Subscription.WithKey(Key, "not-a-date"),
            "invalid expireAt for key [my-k…]: ending date [not-a-date] is not in RFC3339 format", "spec.apiKeys[0].expireAt"),
        new("SU-11c a date in the past", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Subscription.WithKey(Key, "2025-01-01T00:00:00Z"),
            "invalid expireAt for key [my-k…]: ending date [2025-01-01T00:00:00Z] should be at least one minute from now", "spec.apiKeys[0].expireAt"),
        new("SU-16a no date", sub => sub.Subscription.EndingAt("tomorrow"), "ending date [tomorrow] is not in RFC3339 format", "spec.endingAt"),
        new("SU-16b too soon", sub => sub.Subscription.EndingAt("2026-01-01T00:00:59Z"),
            "ending date [2026-01-01T00:00:59Z] should be at least one minute from now", "spec.endingAt"),
        new("SU-16b in one minute", sub => sub.Subscription.EndingAt("2026-01-01T01:01:00+01:00")),
        new("SU-17 all certificates end with the subscription",
            sub =>
            {
                sub.WithPlan("tls", PlanSecurities.MutualTls).Subscription.EndingAt(NextYear);
                sub.Application.WithCertificate("pem", endsAt: NextYear).WithCertificate("pem", endsAt: "2026-06-01T00:00:00Z").WithCertificate("pem");
            },
            "subscription ending date [2027-01-01T00:00:00Z] is after all client certificate end dates in application [default/app]", "spec.endingAt"),
        new("SU-17 one certificate ends later",
            sub =>
            {
                sub.WithPlan("tls", PlanSecurities.MutualTls).Subscription.EndingAt(NextYear);
                sub.Application.WithCertificate("pem", endsAt: "2027-01-01T00:00:01Z");
            }),
        new("SU-17 certificates without an end", sub =>
        {
            sub.WithPlan("tls", PlanSecurities.MutualTls).Subscription.EndingAt(NextYear);
            sub.Application.WithCertificate("pem").WithCertificate("pem", endsAt: "never");
        }),
        new("N12 a second subscription", sub => sub.Around = cluster => cluster.Put(ASubscription("other").Build()),
            Field: "spec.plan", Warning: "subscription [default/other] gives application [default/app] access to plan [JWT] already: APIM refuses a second one"),
        new("N12 a second subscription that is going away", sub => sub.Around = cluster => cluster.Put(ASubscription("other").Deleting().Build())),
        new("N12 a second subscription to another plan", sub => sub.Around = cluster => cluster.Put(ASubscription("other").WithPlan("other").Build())),
        new("N12 an application without settings", sub => sub.Application.With(spec => spec.Settings = new()),
            Field: "spec.application", Warning: "application [default/app] has neither a client id nor OAuth settings: gateways will not recognise its tokens"),
        new("N17 a name that is too long", sub =>
        {
            sub.Subscription.WithObject(item => item.Metadata.Name = new string('a', 250));
            sub.Stored.WithObject(item => item.Metadata.Name = new string('a', 250));
        }, Field: "metadata.name", Warning: "namespace and name make an id of 258 characters, of which APIM takes 256: choose a shorter name"),
    ];

    private static readonly Row[] OnCreate =
    [
        new("all complete", _ => { }),
        new("all complete, v2", sub => sub.ToV2()),
        new("SU-3 no such API", sub => sub.Subscription.WithApi("absent"), $"unable to resolve API [default/absent]{Missing}", "spec.api"),
        new("SU-3 no such API of v2", sub => sub.Subscription.WithApi("api", "default", "ApiDefinition"), $"unable to resolve API [default/api]{Missing}", "spec.api"),
        new("SU-3 no reference", sub => sub.Subscription.With(spec => spec.Api = null),
            "unable to resolve API [default/]: the reference names no object; give it a name", "spec.api"),
        new("SU-3 a template in the API", sub => sub.Api.With(spec => spec.Description = """[[ secret "absent/key" ]]"""),
            "unable to resolve API [default/api]: a template in it cannot be evaluated: secret [default/absent] not found; create it or correct the template (template at line 1, column 4 of spec.description)", "spec.api"),
        new("SU-4 no such application", sub => sub.Subscription.WithApplication("absent", "other"),
            $"unable to resolve application [other/absent]{Missing}", "spec.application"),
        new("SU-4 no reference", sub => sub.Subscription.With(spec => spec.Application = null),
            "unable to resolve application [default/]: the reference names no object; give it a name", "spec.application"),
        new("SU-5 v4 of this cluster", sub => sub.Api.SyncedFrom(DefinitionSources.Kubernetes), NotSynced, "spec.api"),
        new("SU-5 v4 of APIM", sub => sub.Api.SyncedFrom(DefinitionSources.Management)),
        new("SU-5 local v2", sub => sub.ToV2().V2Api.With(spec => spec.Local = true), NotSynced.Replace("/api", "/v2"), "spec.api"),
        new("SU-6 failed API", sub => sub.Api.WithStatus(status => status.ProcessingStatus = ProcessingStatuses.Failed),
            "unable to subscribe to API [default/api] because it is in a failed state", "spec.api"),
        new("SU-6 completed API", sub => sub.Api.WithStatus(status => status.ProcessingStatus = ProcessingStatuses.Completed)),
        new("SU-7 stopped API", sub => sub.Api.With(spec => spec.State = ApiStates.Stopped),
            "unable to subscribe to API [default/api] because it is not started", "spec.api"),
        new("SU-8 no plans in v4", sub => sub.Api.With(spec => spec.Plans = null), "unable to subscribe to API [default/api] because it has no plan", "spec.plan"),
        new("SU-8 no plans in v2", sub => sub.ToV2().V2Api.WithPlans(), "unable to subscribe to API [default/v2] because it has no plan", "spec.plan"),
        new("SU-9 no such plan in v4", sub => sub.Subscription.WithPlan("absent"),
            "unable to subscribe to API [default/api] because plan [absent] cannot be found", "spec.plan"),
        new("SU-9 no such plan in v2", sub => sub.ToV2().Subscription.WithPlan("absent"),
            "unable to subscribe to API [default/v2] because plan [absent] cannot be found", "spec.plan"),
        new("SU-9 a plan that is null (F1)", sub => sub.Api.With(spec => spec.Plans!["JWT"] = null!),
            "unable to subscribe to API [default/api] because plan [JWT] cannot be found", "spec.plan"),
        new("SU-10 a v4 plan without security (F1)", sub => sub.WithPlan("JWT", null), NoSecurity, "spec.plan"),
        new("SU-10 a keyless plan", sub => sub.WithPlan("JWT", PlanSecurities.KeyLess), NoSecurity, "spec.plan"),
        new("SU-10 in lower case", sub => sub.WithPlan("JWT", "jwt"), NoSecurity, "spec.plan"),
        new("SU-10 OAUTH2", sub => sub.WithPlan("oauth", PlanSecurities.OAuth2)),
        new("SU-12 failed application", sub => sub.Application.WithStatus(status => status.ProcessingStatus = ProcessingStatuses.Failed),
            "unable to subscribe from application [default/app] because it is in a failed state", "spec.application"),
        new("SU-13 no client id", sub => sub.Application.WithClientId(""),
            "unable to subscribe from application [default/app] because it does not have any client id", "spec.application"),
        new("SU-13 no client id, OAUTH2", sub => sub.WithPlan("oauth", PlanSecurities.OAuth2).Application.WithClientId(null),
            "unable to subscribe from application [default/app] because it does not have any client id", "spec.application"),
        new("SU-13 OAuth settings", sub => sub.Application.WithOAuth()),
        new("SU-13 no client id, API key", sub => sub.WithPlan("keys", PlanSecurities.ApiKey).Application.WithClientId("")),
        new("SU-14 no certificate", sub => sub.WithPlan("tls", PlanSecurities.MutualTls),
            "unable to subscribe to MTLS plan from application [default/app] because it does not have any client certificate", "spec.application"),
        new("SU-14 the old certificate", sub => sub.WithPlan("tls", PlanSecurities.MutualTls).Application.WithOldCertificate("pem")),
        new("SU-15a API without context (U-22, U-24)", sub => sub.Api.WithoutContext(),
            "unable to subscribe to API [default/api] because it does not reference a management context", "spec.api"),
        new("SU-15b application without context (U-23)", sub => sub.Application.With(spec => spec.ContextRef = null),
            "unable to subscribe from application [default/app] because it does not reference a management context", "spec.application"),
        new("SU-15c other name (U-20)", sub => sub.Application.WithContext("other"),
            "management contexts must match between application [default/app] and API [default/api], got [default/other] and [default/ctx]", "spec.application"),
        new("SU-15c other namespace (U-21)", sub => sub.Application.WithContext("ctx", "other"),
            "management contexts must match between application [default/app] and API [default/api], got [other/ctx] and [default/ctx]", "spec.application"),
        new("SU-15c namespace written out (U-19)", sub => sub.Application.WithContext("ctx", "default")),
        new("SU-15c one name in two namespaces", sub =>
        {
            sub.Around = cluster => cluster.Put(AnApplication(ns: "other").Build());
            sub.Subscription.WithApplication("app", "other");
        }, Field: "spec.application", Warning: "management contexts must match between application [other/app] and API [default/api], got [other/ctx] and [default/ctx]"),
        new("N12 a plan that takes nobody", sub => sub.Api.With(spec => spec.Plans!["JWT"].Status = PlanStatuses.Deprecated),
            Field: "spec.plan", Warning: "plan [JWT] is DEPRECATED: APIM takes no new subscriptions for it"),
    ];

    private static readonly Row[] OnUpdate =
    [
        new("all other metadata", _ => { }),
        new("SU-3 the API is gone", sub => sub.Stored.WithApi(sub.Subscription.WithApi("absent").Build().Spec!.Api!.Name),
            $"unable to resolve API [default/absent]{Missing}", "spec.api"),
        new("SU-4 the application is gone", sub => sub.Stored.WithApplication(sub.Subscription.WithApplication("absent").Build().Spec!.Application!.Name),
            $"unable to resolve application [default/absent]{Missing}", "spec.application"),
        new("SU-5 not checked again, but told (N12)", sub => sub.Api.SyncedFrom(DefinitionSources.Kubernetes), Field: "spec.api", Warning: NotSynced),
        new("SU-6 not checked again, but told (N12)", sub => sub.Api.WithStatus(status => status.ProcessingStatus = ProcessingStatuses.Failed),
            Field: "spec.api", Warning: "unable to subscribe to API [default/api] because it is in a failed state"),
        new("SU-7 not checked again, but told (N12)", sub => sub.Api.With(spec => spec.State = ApiStates.Stopped),
            Field: "spec.api", Warning: "unable to subscribe to API [default/api] because it is not started"),
        new("SU-9 the plan is gone (F1)", sub => sub.Api.WithPlan("other", PlanSecurities.Jwt),
            "unable to subscribe to API [default/api] because plan [JWT] cannot be found", "spec.plan"),
        new("SU-10 not checked again, but told (N12)", sub => sub.WithPlan("JWT", null), Field: "spec.plan", Warning: NoSecurity),
        new("SU-12 not checked again", sub => sub.Application.WithStatus(status => status.ProcessingStatus = ProcessingStatuses.Failed)),
        new("SU-13 not checked again", sub => sub.Application.WithClientId("")),
        new("SU-14 not checked again", sub => sub.WithPlan("tls", PlanSecurities.MutualTls)),
        new("SU-15 not checked again, but told (N12)", sub => sub.Application.WithContext("other"),
            Field: "spec.application", Warning: "management contexts must match between application [default/app] and API [default/api], got [default/other] and [default/ctx]"),
        new("SU-16 reported before the API", sub => sub.Subscription.EndingAt("tomorrow").With(spec => spec.Api!.Kind = "Group"),
            "ending date [tomorrow] is not in RFC3339 format", "spec.endingAt"),
        new("SU-18a another API", sub => sub.Subscription.WithApi("illegal"),
            "API reference is immutable. Detected change from [default/api] to [default/illegal]", "spec.api"),
        new("SU-18a the same API with its namespace (F6)", sub => sub.Subscription.WithApi("api", "default")),
        new("SU-18a another kind, which is no change to upstream", sub => sub.ToV2().Stored.WithApi("v2"),
            Field: "spec.api.kind", Warning: "the API is another one of the same name, of the kind [apidefinitions]: the subscription to the old one stays; delete this one and create it anew"),
        new("SU-18b another plan", sub => sub.Subscription.WithPlan("illegal"), "Plan is immutable. Detected change from [JWT] to [illegal]", "spec.plan"),
        new("SU-18b a template that stays (F6)", sub =>
        {
            sub.Around = cluster => cluster.Put(AConfigMap().WithKey("plan", "JWT").Build());
            sub.Subscription.WithPlan("""[[ configmap "config/plan" ]]""");
            sub.Stored.WithPlan("""[[ configmap "config/plan" ]]""");
        }),
        new("SU-18c another application", sub => sub.Subscription.WithApplication("illegal"),
            "Application reference is immutable. Detected change from [default/app] to [default/illegal]", "spec.application"),
        new("SU-18 reported before the date", sub => sub.Subscription.WithPlan("illegal").EndingAt("tomorrow"),
            "Plan is immutable. Detected change from [JWT] to [illegal]", "spec.plan"),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Creations => Rules.Ids([.. OnBoth, .. OnCreate]);

    public static TheoryData<string> Updates => Rules.Ids([.. OnBoth, .. OnUpdate]);

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Create_EachRule_SaysWhatUpstreamSays(string row) =>
        await CheckAsync([.. OnBoth, .. OnCreate], row, arrangement => arrangement.CreateAsync(_fixture));

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Update_EachRule_SaysWhatUpstreamSays(string row) =>
        await CheckAsync([.. OnBoth, .. OnUpdate], row, arrangement => arrangement.UpdateAsync(_fixture));

    private static async Task CheckAsync(
        IEnumerable<Row> rows, string id, Func<SubscriptionArrangement, Task<AdmissionVerdict>> review)
    {
        var row = rows.Find(id);
        var arrangement = new SubscriptionArrangement();
        row.Case(arrangement);

        row.Verify(await review(arrangement));
    }
}
