using System.Runtime.CompilerServices;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Finds the SharedPolicyGroups that steps of APIs stand for. What is in one is found out once, as long as it stays the same.</summary>
internal sealed class PolicyGroupSource(IStore<SharedPolicyGroup> store, ObjectLookup<SharedPolicyGroup> lookup)
{
    /// <summary>More groups than that are not asked for at the API server for one API.</summary>
    private const int MostReads = 50;

    private readonly ConditionalWeakTable<SharedPolicyGroup, GroupPolicies> _policies = [];

    /// <summary>The policies, from memory; null for a group that is not there, or of which one cannot be sure.</summary>
    /// <param name="link">Says which group.</param>
    /// <param name="context">The ManagementContext of the API: ids mean a group of the same one.</param>
    public GroupPolicies? Find(GroupLink link, ObjectKey? context) =>
        (link.Key is { } key ? store.Get(key) : FindById(link, context)) is { } group ? Read(group) : null;

    /// <summary>The policies of all groups that an API refers to; those that the cache has not seen are read from the API server.</summary>
    /// <param name="api">The API.</param>
    /// <param name="unread">Is told of each group that cannot be read.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<IReadOnlyDictionary<GroupLink, GroupPolicies?>> LoadAsync(
        ApiView api, ICollection<ResolutionProblem> unread, CancellationToken ct)
    {
        var found = new Dictionary<GroupLink, GroupPolicies?>();
        var reads = 0;
        foreach (var policy in api.Policies)
        {
            if (policy.Group is { } link && !found.ContainsKey(link))
            {
                found[link] = Find(link, api.Context)
                    ?? (link.Key is { } key && reads++ < MostReads ? await AskAsync(key, policy.Field, unread, ct).ConfigureAwait(false) : null);
            }
        }

        return found;
    }

    // A group that cannot be read now is one of which nothing is known; rules say so.
    private async ValueTask<GroupPolicies?> AskAsync(
        ObjectKey key, string field, ICollection<ResolutionProblem> unread, CancellationToken ct)
    {
        try
        {
            var found = await lookup.FindAsync(key, new ReadLog(), ct).ConfigureAwait(false);
            if (!found.IsReadable)
            {
                unread.Add(Unread(key, found.Reason, field));
            }

            return found.Value is { } group ? Read(group) : null;
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            unread.Add(Unread(key, error.Message, field));
            return null;
        }
    }

    private static ResolutionProblem Unread(ObjectKey key, string reason, string field) => new(
        ProblemKind.UnresolvedReference,
        $"which policies the SharedPolicyGroup [{key}] has is not known to guardrails, because it could not be read: {reason}", field);

    private SharedPolicyGroup? FindById(GroupLink link, ObjectKey? context)
    {
        var byHrid = Single(HridIndexes.PolicyGroups, link.Hrid);
        var byCrossId = Single(PolicyGroupIndexes.ByCrossId, link.CrossId);
        var isClear = link.Hrid is null || link.CrossId is null || ReferenceEquals(byHrid, byCrossId);
        return isClear && (byHrid ?? byCrossId) is { } group && IsIn(context, group) ? group : null;
    }

    // Objects that share an id leave open which of them APIM means.
    private SharedPolicyGroup? Single(StoreIndex<SharedPolicyGroup> index, string? id) =>
        id is { Length: > 0 } && store.ByIndex(index, id) is [var only] ? only : null;

    private static bool IsIn(ObjectKey? context, SharedPolicyGroup group) =>
        context is null
        || (group.Spec?.ContextRef is { } reference && References.Target(reference, group.Metadata.Namespace) == context);

    private GroupPolicies Read(SharedPolicyGroup group) => _policies.GetValue(group, one => new GroupPolicies(one));
}
