using System.Runtime.CompilerServices;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>Finds NATIVE APIs whose plans want the same ports of the gateway, without looking at each API.</summary>
public sealed class KafkaPortClaims(IStore<ApiV4Definition> apis)
{
    private const int LastPort = ushort.MaxValue;

    // Found out once for each API, however many plans ask: two APIs with thousands of plans must not cost the product of both.
    private readonly ConditionalWeakTable<ApiV4Definition, IReadOnlyList<KafkaPorts>> _ports = [];

    /// <summary>The ports of all plans, by key; ranges that cannot be are left out. Other types of APIs have none.</summary>
    public static IReadOnlyList<KafkaPorts> Of(ApiV4DefinitionSpec? spec) => spec?.Type != ApiTypes.Native
        ? []
        : [.. (spec.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal).SelectMany(plan => Of(plan.Key, plan.Value))];

    /// <summary>Another API that is not stopped and has one of these ports.</summary>
    /// <param name="ports">The ports of a plan.</param>
    /// <param name="self">The API of that plan.</param>
    /// <param name="inCluster">Look at all watched namespaces, not only at the API's own.</param>
    public (ReferenceKey Owner, KafkaPorts Ports)? FindOwner(KafkaPorts ports, ReferenceKey self, bool inCluster) => (
        from bucket in ports.Buckets
        from api in apis.ByIndex(ApiV4DefinitionIndexes.ByKafkaPort, bucket)
        let owner = ReferenceKey.Of(api)
        where owner != self && (inCluster || owner.Key.Namespace == self.Key.Namespace) && api.Spec?.State != ApiStates.Stopped
        from other in _ports.GetValue(api, one => Of(one.Spec))
        where other.Overlaps(ports)
        select ((ReferenceKey, KafkaPorts)?)(owner, other)).FirstOrDefault();

    private static IEnumerable<KafkaPorts> Of(string key, Plan? plan)
    {
        if (plan?.BootstrapPort is >= 0 and <= LastPort and { } bootstrap)
        {
            yield return new KafkaPorts(bootstrap, bootstrap, key, $"spec.plans.{key}.bootstrapPort");
        }

        if (plan is { BrokerRangeStart: >= 0 and { } first, BrokerRangeEnd: <= LastPort and { } last } && first <= last)
        {
            yield return new KafkaPorts(first, last, key, $"spec.plans.{key}.brokerRangeStart");
        }
    }
}
