using System.Text.RegularExpressions;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;

namespace Gko.Charts.Tests.Releases;

/// <summary>What the chart lets the operator do is what the operator does, by the account of a real API server.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class RightsOnRing4Tests(ReleaseCluster cluster)
{
    /// <summary>Rights that no test can make the operator use, as regular expressions, and why they are needed.</summary>
    private static readonly (string Right, string Reason)[] Unused =
    [
        ("^get (apidefinitions|apiv4definitions|apiresources|managementcontexts|apiguardrails).gravitee.io",
            "what somebody changed between a look and a write is read again"),
        ("^get customresourcedefinitions", "one that was changed meanwhile is looked at until it is served"),
        ("^get (dictionaries|documentations|portallinks|portallistings|subscriptions).gravitee.io",
            "all kinds are read alike; nothing refers to these yet"),
    ];

    /// <summary>The same for an operator that nobody asks about objects.</summary>
    private static readonly (string Right, string Reason)[] UnusedWithoutWebhooks =
        [("^get (applications|portals).gravitee.io", "who refers to them is only reviewed, not synced yet")];

    /// <summary>What may be refused, and why it is asked for nevertheless.</summary>
    private static readonly (string Right, string Reason)[] Refused =
        [("list ingresses.networking.k8s.io", "who may not see ingresses serves none, so that no template is in use by one")];

    /// <summary>Values, and namespaces in which the operator works.</summary>
    public static TheoryData<string, string> Settings => new()
    {
        { "manager.scope.cluster=true", "apis" },
        { "manager.scope.namespaces={list-a,list-b}", "list-a,list-b" },
        { "manager.scope.cluster=false", Chart.Namespace },
        { "manager.scope.cluster=false,manager.scope.namespaces={roles-a,roles-b}", "roles-a,roles-b" },
        { "rbac.skipClusterRoles=true,manager.scope.namespaces={skip-a,skip-b}", "skip-a,skip-b" },
        { "rbac.skipClusterRoles=true,manager.scope.cluster=false", Chart.Namespace },
        { "manager.applyCRDs=false,manager.metrics.enabled=false,manager.guardrails.enabled=false,ingress.controller.enabled=false", "plain" },
        { "manager.webhook.enabled=false", "unchecked" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Roles_ComparedWithWhatTheOperatorDoes_GrantNeitherMoreNorLess(string set, string namespaces)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        var places = namespaces.Split(',');
        await cluster.EnsureNamespacesAsync([Chart.Namespace, .. places]);
        var release = await Release.InstallWithoutPodAsync(cluster, set);
        await using var installed = release;
        var granted = GrantedRight.Of(release.Manifest).ToHashSet();
        await PrepareCrdsAsync(granted);
        await release.StartAsync();

        await WorkAsync(release, places, granted);

        var unused = release.HasWebhooks ? Unused : [.. Unused, .. UnusedWithoutWebhooks];
        release.Requests.Where(request => request.Code == 403 && !Refused.Any(one => one.Right == $"{request.Verb} {request.Target}"))
            .Select(request => $"{request.Verb} {request.Target} in {request.Namespace}").Distinct().ShouldBeEmpty();
        granted.Where(right => !unused.Any(one => Regex.IsMatch(right.Right, one.Right)))
            .Where(right => !release.Requests.Any(right.IsUsedBy))
            .Select(right => right.ToString()).Order(StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    /// <summary>They are new to an operator that may make them, and there for one that may not.</summary>
    private Task PrepareCrdsAsync(HashSet<GrantedRight> granted) =>
        granted.Any(right => right.Right.StartsWith("create customresourcedefinitions", StringComparison.Ordinal))
            ? cluster.DeleteCrdsAsync()
            : cluster.ApplyCrdsAsync();

    private async Task WorkAsync(Release release, string[] namespaces, HashSet<GrantedRight> granted)
    {
        if (granted.Contains(new GrantedRight("", "patch apiguardrails/status.gravitee.io")))
        {
            await cluster.ApplyAsync(Manifests.Guardrail);
            await cluster.Kubectl.RunAsync("wait", "--for=condition=Ready", "apiguardrail/only-https", "--timeout=30s");
        }

        await new Workload(cluster, release, namespaces).RunAsync();
        if (granted.Contains(new GrantedRight("", "create tokenreviews.authentication.k8s.io")))
        {
            await release.ScrapeAsync();
        }

        // The lease is only renewed after seconds.
        var renewal = new GrantedRight(Chart.Namespace, $"update leases.coordination.k8s.io/{Release.Lease}");
        await Eventually.TrueAsync(() => Task.FromResult(release.Requests.Any(renewal.IsUsedBy)), renewal.ToString());
    }
}
