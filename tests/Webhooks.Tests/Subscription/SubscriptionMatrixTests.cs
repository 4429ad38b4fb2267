using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's integration tests of the admission of subscriptions, with its manifests (matrix 4.5).</summary>
public sealed class SubscriptionMatrixTests : IAsyncLifetime
{
    private const string V4 = "apim/api_definition/v4/";
    private const string Past = "2024-11-28T12:20:16Z";

    private static readonly Dictionary<string, (Action<Fixture> Change, string Expected)> Creations = new(StringComparer.Ordinal)
    {
        ["base"] = (_ => { }, ""),
        ["SU-T1"] = (it => it.Api.Spec!.ContextRef = null, "unable to subscribe to API [default/api-v4-with-jwt-plan] because it does not reference a management context"),
        ["SU-T2"] = (it => it.Application.Spec!.ContextRef!.Name = "other", "management contexts must match between application [default/simple-application-with-client-id] and API [default/api-v4-with-jwt-plan], got [default/other] and [default/dev-ctx]"),
        ["SU-T3"] = (it => it.Keys(new SubscriptionApiKey { Key = "same-key-value-at-least-32-chars!!" }), "apiKeys can only be set when subscribing to an API_KEY plan, got [JWT]"),
        ["SU-T4"] = (it => it.ToApiKeyPlan().Keys(
            new() { Key = "same-key-value-at-least-32-chars!!" }, new() { Key = "same-key-value-at-least-32-chars!!" }), "duplicate key [same"),
        ["SU-T5"] = (it => it.ToApiKeyPlan().Keys(
            new SubscriptionApiKey { Key = "my-key-value-at-least-32-chars!!!!", ExpireAt = "not-a-date" }), "invalid expireAt for key [my-k"),
        ["SU-T6"] = (it => it.Subscription.Spec!.EndingAt = Past, $"ending date [{Past}] should be at least one minute from now"),
        ["SU-T7"] = (it => it.Application.Spec!.Settings!.App!.ClientId = "", "unable to subscribe from application [default/simple-application-with-client-id] because it does not have any client id"),
        ["SU-T8"] = (it => it.Api.Spec!.State = ApiStates.Stopped, "unable to subscribe to API [default/api-v4-with-jwt-plan] because it is not started"),
        ["SU-T9"] = (it => it.ToV2().Spec!.Local = true, "unable to subscribe to API [default/jwt-v2] because its definition is not synced from the management API"),
        ["SU-T10"] = (it => it.Api.Spec!.DefinitionContext!.SyncFrom = DefinitionSources.Kubernetes, "unable to subscribe to API [default/api-v4-with-jwt-plan] because its definition is not synced from the management API"),
        ["SU-T11"] = (it => it.Subscription.Spec!.Api!.Name = "unresolved", "unable to resolve API [default/unresolved]"),
        ["SU-T12"] = (it => it.Subscription.Spec!.Application!.Name = "unresolved", "unable to resolve application [default/unresolved]"),
        ["SU-T13"] = (it =>
        {
            it.ToV2();
            it.Subscription.Spec!.Plan = "unresolved";
        }, "unable to subscribe to API [default/jwt-v2] because plan [unresolved] cannot be found"),
        ["SU-T14"] = (it => it.Subscription.Spec!.Plan = "unresolved", "unable to subscribe to API [default/api-v4-with-jwt-plan] because plan [unresolved] cannot be found"),
    };

    private static readonly Dictionary<string, (Action<Subscription> Change, string Expected)> UpdateCases = new(StringComparer.Ordinal)
    {
        ["SU-T15"] = (it => it.Spec!.EndingAt = "2024-11-28T12:20:00Z", "ending date [2024-11-28T12:20:00Z] should be at least one minute from now"),
        ["SU-T16"] = (it => it.Spec!.Api = new() { Name = "illegal", Namespace = "default" }, "API reference is immutable. Detected change from [default/api-v4-with-jwt-plan] to [default/illegal]"),
        ["SU-T17"] = (it => it.Spec!.Application = new() { Name = "illegal", Namespace = "default" }, "Application reference is immutable. Detected change from [default/simple-application-with-client-id] to [default/illegal]"),
        ["SU-T18"] = (it => it.Spec!.Plan = "illegal", "Plan is immutable. Detected change from [JWT] to [illegal]"),
    };

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> CreationIds => [.. Creations.Keys];

    public static TheoryData<string> UpdateIds => [.. UpdateCases.Keys];

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(CreationIds))]
    public async Task Create_UpstreamsCase_AnswersTheSame(string id)
    {
        var it = new Fixture();
        Creations[id].Change(it);

        it.Put(_fixture);
        var verdict = await _fixture.ReviewAsync(Requests.Create(it.Subscription));

        (verdict.Errors.Count > 0 ? verdict.Errors[0].Message : "").ShouldStartWith(Creations[id].Expected);
        verdict.Allowed.ShouldBe(Creations[id].Expected.Length == 0);
    }

    [Theory]
    [MemberData(nameof(UpdateIds))]
    public async Task Update_UpstreamsCase_AnswersTheSame(string id)
    {
        var it = new Fixture();
        it.Put(_fixture);
        var stored = _fixture.Cluster.Put(UpstreamManifests.Read<Subscription>("apim/subscription/subscription"));
        UpdateCases[id].Change(it.Subscription);

        var verdict = await _fixture.ReviewAsync(Requests.Update(stored, it.Subscription));

        verdict.Errors[0].Message.ShouldBe(UpdateCases[id].Expected);
    }

    private sealed class Fixture
    {
        private ApiDefinition? _v2;

        public ApiV4Definition Api { get; private set; } = UpstreamManifests.Read<ApiV4Definition>(V4 + "api-v4-with-jwt-plan");

        public Application Application { get; } = UpstreamManifests.Read<Application>("apim/application/application-with-client-id");

        public Subscription Subscription { get; } = UpstreamManifests.Read<Subscription>("apim/subscription/subscription");

        public Fixture ToApiKeyPlan()
        {
            Api = UpstreamManifests.Read<ApiV4Definition>(V4 + "api-v4-with-api-key-plan");
            Subscription.Spec!.Api!.Name = Api.Metadata.Name;
            Subscription.Spec.Plan = "API_KEY";
            return this;
        }

        public ApiDefinition ToV2()
        {
            _v2 = UpstreamManifests.Read<ApiDefinition>("apim/api_definition/v2/api-with-jwt-plan");
            Subscription.Spec!.Api = new NamespacedReference { Name = _v2.Metadata.Name, Kind = nameof(ApiDefinition) };
            return _v2;
        }

        public void Keys(params SubscriptionApiKey[] keys) => Subscription.Spec!.ApiKeys = [.. keys];

        public void Put(WebhookFixture fixture)
        {
            fixture.Cluster.Put(Api);
            fixture.Cluster.Put(Application);
            if (_v2 is not null)
            {
                fixture.Cluster.Put(_v2);
            }
        }
    }
}
