using Gko.DevCluster.ApiServer;
using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.SampleOperator;

/// <summary>The operator of <c>docs/sample-operator</c>, as its README tells to run it.</summary>
public sealed class SampleOperatorTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-sample-");
    private readonly DevApiServer _server = new(new DevApiServerOptions { Port = 0 }, TimeProvider.System, Logs.Warnings);
    private ChildProcess _program = null!;
    private Kubectl _kubectl = null!;

    private string KubeConfig => Path.Combine(_folder.FullName, "kubeconfig");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        await _server.StartAsync();
        await File.WriteAllTextAsync(KubeConfig, _server.KubeConfig);
        _kubectl = new Kubectl(KubeConfig);
        await _kubectl.RunAsync("apply", "-f", Sample("crd.yaml"));
        _program = ChildProcess.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Gko.SampleOperator.dll")],
            new Dictionary<string, string?> { ["KUBECONFIG"] = KubeConfig });
        await _program.WaitForLineAsync(line => line.Contains("demo.io/widgets is ready", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _kubectl?.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Widget_AppliedChangedAndDeleted_ItsConfigMapFollows()
    {
        await _kubectl.RunAsync("apply", "-f", Sample("widget.yaml"));
        await _kubectl.RunAsync("wait", "--for=condition=Ready", "widget/first", "--timeout=90s");
        (await ColourAsync()).ShouldBe("green");

        await _kubectl.RunAsync("patch", "widget", "first", "--type=merge", "-p", """{"spec":{"colour":"red"}}""");
        await Eventually.TrueAsync(async () => await ColourAsync() == "red", "the ConfigMap follows the spec");

        await _kubectl.RunAsync("delete", "configmap", "first");
        await Eventually.TrueAsync(async () => await ColourAsync() == "red", "the ConfigMap comes back");

        await _kubectl.RunAsync("delete", "widget", "first", "--timeout=90s");
        await Eventually.TrueAsync(async () => await ColourAsync() == "", "the ConfigMap goes with its widget");
        await Eventually.TrueAsync(
            async () => (await _kubectl.RunAsync("get", "events")).Contains("Released", StringComparison.Ordinal), "the event is written");
    }

    [Fact]
    public async Task Sigterm_Sent_StopsCleanly()
    {
        await _program.SignalAsync("TERM");

        (await _program.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, _program.Output);
        _program.Output.ShouldContain("Controller widget stopped");
    }

    [Fact]
    public void Program_Length_IsAtMostSixtyLines() => File.ReadAllLines(Sample("Program.cs")).Length.ShouldBeLessThanOrEqualTo(60);

    private static string Sample(string name) => RepositoryPaths.Of("docs", "sample-operator", name);

    private Task<string> ColourAsync() => _kubectl.RunAsync("get", "configmap", "first", "--ignore-not-found", "-o", "jsonpath={.data.colour}");
}
