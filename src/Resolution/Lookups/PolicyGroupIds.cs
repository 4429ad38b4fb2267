using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Finds the SharedPolicyGroups of the cluster that steps name by the ids which APIM knows them by, instead of by a reference.</summary>
public sealed class PolicyGroupIds(IStore<SharedPolicyGroup> groups, ContextResolver contexts)
{
    /// <summary>
    /// The groups of other namespaces that steps of an API may mean, with the field of the ids. Ids mean a group of the API's own
    /// environment; where nobody can tell which one that is, or which one the group is in, the group may be meant.
    /// </summary>
    /// <param name="spec">The API with its templates evaluated; null for none.</param>
    /// <param name="ns">The namespace of the API.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<IReadOnlyList<(ObjectKey Group, string Field)>> FindForeignAsync(
        ApiV4DefinitionSpec? spec, string? ns, CancellationToken ct)
    {
        var named = PolicyGroupSteps.ById(spec)
            .DistinctBy(item => GroupLink.ById(item.Step))
            .SelectMany(item => Named(GroupLink.ById(item.Step)), (item, group) => (group, item.Field))
            .Where(item => item.group.Metadata.Namespace != ns)
            .DistinctBy(item => item.group)
            .ToList();
        if (named.Count == 0)
        {
            return [];
        }

        var found = new List<(ObjectKey, string)>();
        var own = await EnvironmentAsync(spec!.ContextRef, ns, ct).ConfigureAwait(false);
        foreach (var (group, field) in named)
        {
            var other = await EnvironmentAsync(group.Spec?.ContextRef, group.Metadata.Namespace, ct).ConfigureAwait(false);
            if (own is null || other is null || own == other)
            {
                found.Add((ObjectKey.Of(group), field));
            }
        }

        return found;
    }

    private IEnumerable<SharedPolicyGroup> Named(GroupLink link) =>
        By(HridIndexes.PolicyGroups, link.Hrid).Concat(By(PolicyGroupIndexes.ByCrossId, link.CrossId));

    private IReadOnlyList<SharedPolicyGroup> By(StoreIndex<SharedPolicyGroup> index, string? id) =>
        id is { Length: > 0 } ? groups.ByIndex(index, id) : [];

    private async ValueTask<string?> EnvironmentAsync(NamespacedReference? context, string? ns, CancellationToken ct) =>
        context is not null
        && (await contexts.ResolveAsync(context, ns, ct).ConfigureAwait(false)).TryGet(out var resolved, out _)
            ? resolved.Connection.Automation()
            : null;
}
