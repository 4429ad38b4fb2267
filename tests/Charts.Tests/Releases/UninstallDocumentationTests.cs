using Gko.DevCluster.ApiServer;
using Gko.Testing;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Charts.Tests.Releases;

/// <summary>What <c>docs/uninstall.md</c> tells to type when no operator is left, typed.</summary>
public sealed class UninstallDocumentationTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-uninstall-");
    private readonly DevApiServer _server = new(new DevApiServerOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance);

    private string KubeConfig => Path.Combine(_folder.FullName, "kubeconfig");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await File.WriteAllTextAsync(KubeConfig, _server.KubeConfig);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Finalizers_OfGravitee_GoAndThoseOfOthersStay()
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the documented commands are for a POSIX shell");
        using var kubectl = new Kubectl(KubeConfig);
        await kubectl.RunAsync("apply", "--server-side", "-f", RepositoryPaths.Of("manifests", "crds"));
        (await kubectl.ApplyAsync($"""
            {Marked("v1", "Secret", "only-ours", "finalizers.gravitee.io/managementcontextSecret, finalizers.gravitee.io/templating")}
            {Marked("v1", "Secret", "finalizers.gravitee.io", "example.com/gravitee.io")}
            {Marked("v1", "ConfigMap", "ours-around", "finalizers.gravitee.io/keypair, example.com/a, finalizers.gravitee.io/templating")}
            {Marked("v1", "ConfigMap", "ours-amid", "example.com/a, finalizers.gravitee.io/templating, example.com/b")}
            {Marked("v1", "ConfigMap", "ours-last", "example.com/a, finalizers.gravitee.io/templating, finalizers.gravitee.io/keypair")}
            {Marked("v1", "ConfigMap", "none", "")}
            {Marked("gravitee.io/v1alpha1", "ManagementContext", "apim", "example.com/a, finalizers.gravitee.io/managementcontextdeletion")}
            spec: {"{baseUrl: 'http://apim', environmentId: DEFAULT, organizationId: DEFAULT, auth: {bearerToken: token}}"}
            """)).OrThrow();

        var cleared = await ChildProcess.RunAsync(
            "sh", ["-c", DocumentedLoop()], environment: new Dictionary<string, string?> { ["KUBECONFIG"] = KubeConfig });

        cleared.OrThrow().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5, cleared.ToString());
        (await kubectl.RunAsync(
            "get", "secrets,configmaps,managementcontexts", "--namespace", "default", "--output",
            "jsonpath={range .items[*]}{.metadata.name} {.metadata.finalizers}{\"\\n\"}{end}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())
            .Where(line => !line.StartsWith("kube-root-ca.crt", StringComparison.Ordinal)).ShouldBe(
            [
                "finalizers.gravitee.io [\"example.com/gravitee.io\"]",
                "only-ours",
                "none",
                "ours-amid [\"example.com/a\",\"example.com/b\"]",
                "ours-around [\"example.com/a\"]",
                "ours-last [\"example.com/a\"]",
                "apim [\"example.com/a\"]",
            ]);
    }

    private static string DocumentedLoop() => File.ReadAllText(RepositoryPaths.Of("docs", "uninstall.md"))
        .Split("## When the operator is gone already")[1]
        .Split("```sh\n").Skip(1).Select(block => block.Split("```")[0])
        .Single(block => block.StartsWith("for kind", StringComparison.Ordinal));

    private static string Marked(string apiVersion, string kind, string name, string finalizers) =>
        $"---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}, namespace: default, finalizers: [{finalizers}]}}";
}
