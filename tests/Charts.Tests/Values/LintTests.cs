using System.Xml.Linq;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Values;

public sealed class LintTests
{
    [Fact]
    public async Task Chart_Linted_HasNoFault()
    {
        await Chart.SkipWithoutHelmAsync();

        var linted = await Helm.TryAsync(["lint", "--strict", Chart.Folder]);

        linted.ExitCode.ShouldBe(0, linted.ToString());
    }

    [Fact]
    public void Version_ComparedWithThePrograms_IsTheSame()
    {
        var version = XDocument.Load(RepositoryPaths.Of("Directory.Build.props")).Descendants("Version").Single().Value;
        var chart = YamlReader.ReadAll(File.ReadAllText(Path.Combine(Chart.Folder, "Chart.yaml")))[0];

        chart.Text("version").ShouldBe(version);
        chart.Text("appVersion").ShouldBe(version);
    }

    /// <summary>Server-side apply refuses lists in which a key occurs twice, and some tools refuse objects that do.</summary>
    [Theory]
    [InlineData("manager.scope.cluster=true")]
    [InlineData("manager.scope.namespaces={a,b}")]
    [InlineData("manager.webhook.cert.mode=certManager")]
    public async Task Objects_Rendered_HaveDifferentNames(string set)
    {
        var names = (await Chart.RenderAsync(set)).Names.ToList();

        names.ShouldBeUnique();
    }
}
