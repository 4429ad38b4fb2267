using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Kustomize;

/// <summary>The recipe of the README for another namespace and image, followed to the letter.</summary>
public sealed class NamespaceTests : IDisposable
{
    private const string Namespace = "elsewhere";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-kustomize-");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("default")]
    [InlineData("cert-manager")]
    [InlineData("namespaced")]
    public async Task Overlay_WithAnotherNamespace_SpeaksOfNoOther(string overlay)
    {
        var moved = await MoveAsync(overlay);
        var chart = await Chart.RenderIntoAsync(Namespace, Bundle.All.Single(bundle => bundle.File == $"kustomize/{overlay}/gko.yaml").Set);

        moved.One("Namespace", Namespace);
        moved.Names.ShouldBe(chart.Names.Select(WithoutNamespaceOfClusterRoles).Append($"Namespace {Namespace}"), ignoreOrder: true);
        moved.Environment.ShouldBe(chart.Environment, ignoreOrder: true);
        foreach (var item in chart.Objects.Where(item => item.Text("kind") is not "ConfigMap"))
        {
            var ours = moved.One(item.Text("kind")!, item.Text("metadata/name")!);
            foreach (var part in new[] { "webhooks", "subjects", "roleRef", "spec/dnsNames", "spec/selector" })
            {
                JsonNode.DeepEquals(ours.At(part), item.At(part)).ShouldBeTrue($"{part} of {item.Text("kind")} {item.Text("metadata/name")}: {ours.At(part)}");
            }

            ours.Entry("metadata/annotations", "cert-manager.io/inject-ca-from").ShouldBe(item.Entry("metadata/annotations", "cert-manager.io/inject-ca-from"));
        }
    }

    [Fact]
    public async Task Overlay_WithAnotherImage_RunsIt() =>
        (await MoveAsync("default")).Container.Text("image").ShouldBe("registry.example.com/gko:9.9");

    private static string WithoutNamespaceOfClusterRoles(string name) =>
        name.StartsWith("ClusterRole", StringComparison.Ordinal) ? name.Replace($" {Namespace} ", " ", StringComparison.Ordinal) : name;

    private async Task<Rendered> MoveAsync(string overlay)
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        var inner = _folder.CreateSubdirectory("operator");
        await WriteAsync(
            inner,
            $$"""
            resources: [{{From(inner, overlay)}}]
            namespace: {{Namespace}}
            images: [{name: gko/gko, newName: registry.example.com/gko, newTag: "9.9"}]
            """);
        await WriteAsync(_folder, $"resources: [operator]\ncomponents: [{From(_folder, overlay, "namespace")}]\n");
        return new Rendered((await ChildProcess.RunAsync(Kubectl.Program!, ["kustomize", _folder.FullName])).OrThrow().Output);
    }

    private static string From(DirectoryInfo folder, params string[] path) =>
        Path.GetRelativePath(folder.FullName, RepositoryPaths.Of(["manifests", "kustomize", .. path]));

    private static Task WriteAsync(DirectoryInfo folder, string text) => File.WriteAllTextAsync(Path.Combine(folder.FullName, "kustomization.yaml"), text);
}
