using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Pods;

/// <summary>A container without a container engine is as narrow as one with it.</summary>
public sealed class ConfinementTests : IDisposable
{
    private static readonly PodIdentity Narrow = new() { User = "65532", Group = "65532", ReadOnlyRoot = true, NoNewPrivileges = true, DropsCapabilities = true };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-confined-");

    // The folder around it is only for its owner.
    private string Mounted => _folder.CreateSubdirectory("mounted").FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WithoutRights_RunsAsAnotherUserWithoutCapabilities()
    {
        var printed = await RunAsync("id -u; id -G; grep -E 'CapBnd|CapEff|NoNewPrivs' /proc/self/status");

        printed.ShouldBe("65532\n65532\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n");
    }

    [Theory]
    [InlineData("/file")]
    [InlineData("/tmp/file")]
    [InlineData("/etc/file")]
    [InlineData("/var/run/mounted/file")]
    public async Task Start_WithAReadOnlyRoot_CanWriteNowhere(string file) =>
        (await RunAsync($"touch {file} 2>&1 || true")).ShouldContain("Read-only file system");

    [Fact]
    public async Task Start_WithMounts_SeesThemAtTheirPlaces()
    {
        await File.WriteAllTextAsync(Path.Combine(Mounted, "name"), "content");

        (await RunAsync("cat /var/run/mounted/name")).Trim().ShouldBe("content");
    }

    [Fact]
    public async Task Start_WithVariables_InheritsNone()
    {
        var names = (await RunAsync("env")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]);

        names.Except(["PATH", "PWD", "OLDPWD", "SHLVL", "_"]).ShouldBe(["OWN"]);
    }

    private async Task<string> RunAsync(string script)
    {
        Assert.SkipWhen(Confinement.Missing is not null, Confinement.Missing ?? "");
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin", ["OWN"] = "1" };
        await using var process = Confinement.Start(
            ["sh", "-c", script], Narrow, [new BindMount(Mounted, "/var/run/mounted")], environment);
        (await process.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, process.Output);
        return process.Output;
    }
}
