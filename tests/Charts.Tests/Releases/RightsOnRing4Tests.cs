using System.Text.RegularExpressions;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;

namespace Gko.Charts.Tests.Releases;

/// <summary>What the chart lets the operator do is what the operator does, by the account of a real API server.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class RightsOnRing4Tests(ReleaseCluster cluster, ExcusedRights excused) : IClassFixture<ExcusedRights>
{
    /// <summary>Rights that no test can make the operator use, as regular expressions, and why they are needed.</summary>
    private static readonly (string Right, string Reason)[] Unused =
    [
        (@"^get (apidefinitions|apiv4definitions|apiresources|managementcontexts|apiguardrails)\.gravitee\.io$",
            "what somebody changed between a look and a write is read again"),
    ];

    private const string Theirs = $"manager.webhook.cert.secret.name={CertificateOfOthers.Secret},manager.applyCRDs=false,manager.metrics.enabled=false";

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
        { $"manager.webhook.cert.mode=existingSecret,{Theirs}", "apis" },
        { $"manager.webhook.cert.mode=certManager,{Theirs}", "apis" },
        { "manager.webhook.admission.crossNamespaceReferences=allow,manager.applyCRDs=false,manager.metrics.enabled=false", "open" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Roles_ComparedWithWhatTheOperatorDoes_GrantNeitherMoreNorLess(string set, string namespaces)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        var places = namespaces.Split(',');
        await cluster.EnsureNamespacesAsync([Chart.Namespace, .. places]);
        using var certificate = new CertificateOfOthers(cluster);
        await PrepareAsync(certificate, set);
        await using var release = await Release.InstallWithoutPodAsync(cluster, set);
        await certificate.InjectAsync(release.Manifest);
        var granted = GrantedRight.Of(release.Manifest).ToHashSet();
        await PrepareCrdsAsync(granted);
        await release.StartAsync();

        await WorkAsync(release, places, granted);

        var requests = release.Requests;
        var unused = granted.Where(right => !requests.Any(right.IsUsedBy)).ToList();
        requests.Where(request => request.Code == 403).Select(request => $"{request.Verb} {request.Target} in {request.Namespace}").Distinct().ShouldBeEmpty();
        unused.Where(right => !Unused.Any(one => Regex.IsMatch(right.Right, one.Right)))
            .Select(right => right.ToString()).Order(StringComparer.Ordinal)
            .ShouldBeEmpty();
        ShouldNeedEachExcuse(unused);
    }

    /// <summary>Fails in the last of all settings if there is an excuse that none of them needed.</summary>
    private void ShouldNeedEachExcuse(IReadOnlyCollection<GrantedRight> unused)
    {
        excused.Note(Unused.Select(one => one.Right).Where(excuse => unused.Any(right => Regex.IsMatch(right.Right, excuse))));
        if (excused.Settings == Settings.Count)
        {
            Unused.Select(one => one.Right).Except(excused.Needed).ShouldBeEmpty();
        }
    }

    private async Task PrepareAsync(CertificateOfOthers certificate, string set)
    {
        if (set.Contains(CertificateOfOthers.Secret, StringComparison.Ordinal))
        {
            await CertificateOfOthers.ApplyKindsAsync(cluster);
            await certificate.StoreAsync();
        }
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
            // One that an earlier test left behind has its status already.
            await cluster.Kubectl.RunAsync("delete", "apiguardrail/only-https", "--ignore-not-found");
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
