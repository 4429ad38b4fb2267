using System.Text.RegularExpressions;
using Gko.Charts.Tests.Rendering;
using Gko.Contracts;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Charts.Tests.GitOps;

public sealed partial class HealthChecksTests
{
    private const string Prefix = "resource.customizations.health.gravitee.io_";

    private static readonly IReadOnlyDictionary<string, string> Checks = YamlReader
        .ReadAll(File.ReadAllText(RepositoryPaths.Of("manifests", "argocd", "health.yaml")))[0]!["data"]!.AsObject()
        .ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());

    [Fact]
    public void Checks_ComparedWithDefinitions_ExistForEachKind() =>
        CustomResourceDefinitions.All().Select(definition => Prefix + definition.Text("spec/names/kind")).Except(Checks.Keys).ShouldBeEmpty();

    [Fact]
    public void Checks_OfAllKinds_AreTheSame() => Checks.Values.Distinct().ShouldHaveSingleItem();

    /// <summary>Whoever waits for a status that nobody writes waits for ever, and who does not wait for one that comes is too early.</summary>
    [Fact]
    public async Task StoredKinds_ComparedWithTheRights_AreThoseWithoutStatus()
    {
        var written = Right.Of((await Chart.RenderAsync()).One("ClusterRole", "gko-controller-manager-cluster-role"))
            .Where(right => right.EndsWith("/status.gravitee.io", StringComparison.Ordinal))
            .Select(right => right.Split(' ', '/')[1]);

        var kinds = CustomResourceDefinitions.All()
            .Where(definition => !written.Contains(definition.Text("spec/names/plural")))
            .Select(definition => definition.Text("spec/names/kind")!);

        Stored().Matches(Checks.Values.First()).Select(match => match.Groups[1].Value).ShouldBe(kinds, ignoreOrder: true);
    }

    [GeneratedRegex(@"(\w+) = true,")]
    private static partial Regex Stored();
}
