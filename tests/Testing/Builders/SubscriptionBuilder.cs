using Gko.Contracts;

namespace Gko.Testing.Builders;

/// <summary>Builds subscriptions; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class SubscriptionBuilder
{
    private readonly Subscription _subscription;

    internal SubscriptionBuilder(string name, string ns) => _subscription = new Subscription
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"uid-of-{ns}-{name}", Generation = 1 },
        Spec = new SubscriptionSpec
        {
            Api = new NamespacedReference { Name = "api" },
            Application = new NamespacedReference { Name = "app" },
            Plan = "JWT",
        },
    };

    /// <summary>The API to refer to.</summary>
    public SubscriptionBuilder WithApi(string? name, string? ns = null, string? kind = null) =>
        With(spec => spec.Api = new NamespacedReference { Name = name, Namespace = ns, Kind = kind });

    /// <summary>The application to refer to.</summary>
    public SubscriptionBuilder WithApplication(string? name, string? ns = null) =>
        With(spec => spec.Application = new NamespacedReference { Name = name, Namespace = ns });

    /// <summary>The plan.</summary>
    public SubscriptionBuilder WithPlan(string? plan) => With(spec => spec.Plan = plan);

    /// <summary>When access ends.</summary>
    public SubscriptionBuilder EndingAt(string? date) => With(spec => spec.EndingAt = date);

    /// <summary>One more API key.</summary>
    public SubscriptionBuilder WithKey(string key, string? expireAt = null) =>
        With(spec => (spec.ApiKeys ??= []).Add(new SubscriptionApiKey { Key = key, ExpireAt = expireAt }));

    /// <summary>Any change of the spec.</summary>
    public SubscriptionBuilder With(Action<SubscriptionSpec> change)
    {
        change(_subscription.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public SubscriptionBuilder WithObject(Action<Subscription> change)
    {
        change(_subscription);
        return this;
    }

    /// <summary>An object whose deletion has been asked for.</summary>
    public SubscriptionBuilder Deleting() =>
        WithObject(subscription => subscription.Metadata.DeletionTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The object.</summary>
    public Subscription Build() => _subscription;
}
