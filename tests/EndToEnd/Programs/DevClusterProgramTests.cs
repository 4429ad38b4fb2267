using Gko.EndToEnd.Clusters;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Programs;

/// <summary>The dev cluster as a user starts it: a process with options, stopped by a signal.</summary>
public sealed class DevClusterProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-program-");
    private readonly int[] _ports = FreePorts.Take(3);

    private string KubeConfig => Path.Combine(_folder.FullName, "sub", "kubeconfig");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Start_ThenSignal_IsReadyAndStopsCleanly(string signal)
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "the tests were started in the background, where Ctrl-C is ignored by all children");
        await using var cluster = Start();
        var ready = await ReadyAsync(cluster);
        ready.ShouldContain($":{_ports[0]}");
        using var kubectl = new Kubectl(KubeConfig);
        (await kubectl.RunAsync("get", "namespaces", "-o", "name")).ShouldContain("namespace/apim-example");
        (await kubectl.ApplyAsync(Manifests.Context("apim", "apim-example"))).OrThrow();
        (await kubectl.ApplyAsync(Manifests.Api("quick", "apim-example"))).OrThrow();
        await kubectl.RunAsync("-n", "apim-example", "wait", "--for=condition=Ready", "apidefinition/quick", "--timeout=90s");

        await cluster.SignalAsync(signal);

        (await cluster.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, cluster.Output);
        cluster.Output.Split('\n').Count(line => line.StartsWith("Ready", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Start_KubeConfig_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are a matter of POSIX");
            return;
        }

        await using var cluster = Start();
        await ReadyAsync(cluster);

        File.GetUnixFileMode(KubeConfig).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task NoOperator_OperatorStartedAsPrinted_SyncsTheSamples()
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        await using var cluster = Start("--no-operator");
        await ReadyAsync(cluster);
        await using var gko = ChildProcess.Start("dotnet", [Program("gko.dll"), "run"], new Dictionary<string, string?>
        {
            ["KUBECONFIG"] = KubeConfig,
            ["APPLY_CRDS"] = "true",
            ["WEBHOOK_URL"] = $"https://localhost:{_ports[2]}",
            ["HTTP_PROXY"] = $"http://127.0.0.1:{_ports[1]}",
            ["PROBES_PORT"] = "0",
        });
        await gko.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        using var kubectl = new Kubectl(KubeConfig);

        (await kubectl.ApplyAsync(await File.ReadAllTextAsync(Sample("managementcontext.yaml")))).OrThrow();
        (await kubectl.ApplyAsync(await File.ReadAllTextAsync(Sample("apidefinition.yaml")))).OrThrow();

        await kubectl.RunAsync("wait", "--for=condition=Ready", "apidefinition/echo", "--timeout=90s");
    }

    [Fact]
    public async Task Start_PortInUse_SaysSoAndFails()
    {
        await using var first = Start();
        await ReadyAsync(first);

        await using var second = Start();

        (await second.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
        second.Output.ShouldContain("The dev cluster cannot start");
        second.Output.ShouldContain(_ports[0].ToString());
        second.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Crds_Printed_AreWhatIsCheckedIn()
    {
        var printed = await ChildProcess.RunAsync("dotnet", [Program("gko.dll"), "crds"]);

        printed.OrThrow().Output.ShouldContain("name: apidefinitions.gravitee.io");
        printed.Output.ShouldContain("name: managementcontexts.gravitee.io");
    }

    [Fact]
    public async Task Crds_Applied_AreServedAtOnce()
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        await using var cluster = Start("--no-operator");
        await ReadyAsync(cluster);

        var applied = (await ChildProcess.RunAsync("dotnet", [Program("gko.dll"), "crds", "--apply", "--kubeconfig", KubeConfig])).OrThrow();

        applied.Output.ShouldContain("portallistings.gravitee.io established");
        using var kubectl = new Kubectl(KubeConfig);
        (await kubectl.RunAsync("get", "gravitee", "-A", "-o", "name")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Crds_AppliedToNobody_SaysWhy()
    {
        var result = await ChildProcess.RunAsync("dotnet", [Program("gko.dll"), "crds", "--apply", "--kubeconfig", KubeConfig]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(KubeConfig);
    }

    [Fact]
    public async Task Run_WithoutAKubeConfig_SaysWhatToDo()
    {
        var result = await ChildProcess.RunAsync(
            "dotnet", [Program("gko.dll"), "run"], environment: new Dictionary<string, string?> { ["KUBECONFIG"] = "/nowhere/kubeconfig", ["HOME"] = _folder.FullName });

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("gko cannot start");
        result.Error.ShouldContain("/nowhere/kubeconfig");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string Sample(string name) => Gko.Testing.RepositoryPaths.Of("manifests", "samples", name);

    private static Task<string> ReadyAsync(ChildProcess cluster) =>
        cluster.WaitForLineAsync(line => line.StartsWith("Ready", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

    private ChildProcess Start(params string[] more) => ChildProcess.Start(
        "dotnet",
        [
            Program("Gko.DevCluster.dll"), "--kubeconfig", KubeConfig,
            "--port", $"{_ports[0]}", "--apim-port", $"{_ports[1]}", "--webhook-port", $"{_ports[2]}", .. more,
        ]);

    // A shell starts background jobs with SIGINT ignored, and that is inherited.
    private static bool IsInterruptIgnored()
    {
        const string status = "/proc/self/status";
        return File.Exists(status)
            && File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
            && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << 1)) != 0;
    }
}
