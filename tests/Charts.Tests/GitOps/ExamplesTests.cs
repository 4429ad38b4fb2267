using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Charts.Tests.GitOps;

/// <summary>Examples are copied: what they say has to be there, and the chart has to take their values.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public async Task ArgoCd_WithTheExamplesValues_RendersTheChart()
    {
        var application = YamlReader.ReadAll(File.ReadAllText(RepositoryPaths.Of("manifests", "argocd", "applications.yaml")))
            .Single(item => item.Text("metadata/name") == "gko");

        Directory.Exists(RepositoryPaths.Of(application.Text("spec/source/path")!)).ShouldBeTrue();
        (await Chart.TryRenderFileAsync(application.At("spec/source/helm/valuesObject")!.ToJsonString())).OrThrow();
    }

    [Fact]
    public async Task Flux_WithTheExamplesValues_RendersTheChart()
    {
        var release = YamlReader.ReadAll(File.ReadAllText(RepositoryPaths.Of("manifests", "flux", "operator", "gko.yaml")))
            .Single(item => item.Text("kind") == "HelmRelease");

        Directory.Exists(RepositoryPaths.Of(release.Text("spec/chart/spec/chart")!)).ShouldBeTrue();
        (await Chart.TryRenderFileAsync(release.At("spec/values")!.ToJsonString())).OrThrow();
    }

    [Fact]
    public void Flux_AppliesTheFolderInWhichTheOperatorIs() =>
        YamlReader.ReadAll(File.ReadAllText(RepositoryPaths.Of("manifests", "flux", "kustomizations.yaml")))
            .Where(item => item.Text("kind") == "Kustomization" && item.Text("spec/sourceRef/name") == "gko")
            .ShouldAllBe(item => Directory.Exists(RepositoryPaths.Of(item.Text("spec/path")!)));
}
