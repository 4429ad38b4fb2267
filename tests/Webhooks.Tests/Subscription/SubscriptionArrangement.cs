using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>A subscription to the JWT plan of a v4 API from an application with a client id, all valid, for a test to spoil.</summary>
internal sealed class SubscriptionArrangement
{
    public const string Key = "my-key-value-at-least-32-chars!!!!";

    public const string NextYear = "2027-01-01T00:00:00Z";

    public ApiV4Builder Api { get; } = AV4Api().WithPlan("JWT", PlanSecurities.Jwt);

    public ApiBuilder V2Api { get; } = AnApi("v2").WithPlans("JWT").With(spec => spec.Plans![0].Security = PlanSecurities.Jwt);

    public ApplicationBuilder Application { get; } = AnApplication();

    public SubscriptionBuilder Subscription { get; } = ASubscription();

    /// <summary>The subscription as stored, for updates: like the one under review, but for its metadata.</summary>
    public SubscriptionBuilder Stored { get; } = ASubscription().With(spec => spec.Metadata = new() { ["stage"] = "before" });

    /// <summary>Any change of the cluster, after the objects above are in it.</summary>
    public Action<FakeCluster> Around { get; set; } = _ => { };

    /// <summary>The only plan of the API, and the one that is subscribed to; not to be changed by an update.</summary>
    public SubscriptionArrangement WithPlan(string key, string? security)
    {
        Api.WithPlan(key, security);
        Subscription.WithPlan(key);
        Stored.WithPlan(key);
        return this;
    }

    /// <summary>Subscribes to the v2 API instead.</summary>
    public SubscriptionArrangement ToV2()
    {
        Subscription.WithApi("v2", kind: "ApiDefinition");
        Stored.WithApi("v2", kind: "ApiDefinition");
        return this;
    }

    public Task<AdmissionVerdict> CreateAsync(WebhookFixture fixture) => fixture.ReviewAsync(Requests.Create(Put(fixture)));

    public Task<AdmissionVerdict> UpdateAsync(WebhookFixture fixture)
    {
        var now = Put(fixture);
        return fixture.ReviewAsync(Requests.Update(fixture.Cluster.Put(Stored.Build()), now));
    }

    private Subscription Put(WebhookFixture fixture)
    {
        fixture.Cluster.Put(Api.Build());
        fixture.Cluster.Put(V2Api.Build());
        fixture.Cluster.Put(Application.Build());
        Around(fixture.Cluster);
        return Subscription.Build();
    }
}
