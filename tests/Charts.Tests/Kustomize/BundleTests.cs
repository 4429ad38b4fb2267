using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Kustomize;

public sealed class BundleTests
{
    public static TheoryData<string> Files => [.. Bundle.All.Select(bundle => bundle.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Bundle_ComparedWithTheChart_IsUpToDate(string file)
    {
        var bundle = Bundle.All.Single(one => one.File == file);
        var rendered = await bundle.RenderAsync();
        if (Environment.GetEnvironmentVariable("GKO_UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(bundle.Path, rendered, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(bundle.Path, TestContext.Current.CancellationToken)).ShouldBe(rendered, "GKO_UPDATE_SNAPSHOTS=1 writes it anew");
    }

    [Theory]
    [InlineData("default")]
    [InlineData("cert-manager")]
    [InlineData("namespaced")]
    public async Task Kustomization_Built_HoldsTheObjects(string folder)
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");

        var built = await ChildProcess.RunAsync(Kubectl.Program!, ["kustomize", RepositoryPaths.Of("manifests", "kustomize", folder)]);

        new Rendered(built.OrThrow().Output).Names.ShouldContain("Deployment gko gko-controller-manager");
    }

    [Fact]
    public void Namespaced_Always_HasNoClusterRole() =>
        new Rendered(File.ReadAllText(RepositoryPaths.Of("manifests", "kustomize", "namespaced", "gko.yaml"))).Objects
            .Select(item => item.Text("kind")!).Where(kind => kind.StartsWith("ClusterRole", StringComparison.Ordinal)).ShouldBeEmpty();
}
