using System.Diagnostics;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>Runs the real kubectl with a kubeconfig and a cache of its own.</summary>
public sealed class Kubectl : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-kubectl-");

    public Kubectl(string kubeConfig) => File.WriteAllText(ConfigPath, kubeConfig);

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    private string ConfigPath => Path.Combine(_folder.FullName, "config");

    /// <summary>Exit code, then standard output and error together.</summary>
    public async Task<(int Code, string Output)> RunAsync(string arguments, string? input = null)
    {
        using var timeout = Patience();
        using var process = Start(arguments);
        await using var kill = timeout.Token.Register(process.Kill);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The next line that a started command prints; gives up after a while instead of hanging.</summary>
    public static async Task<string> ReadLineAsync(Process process)
    {
        using var timeout = Patience();
        return await process.StandardOutput.ReadLineAsync(timeout.Token) ?? "END";
    }

    /// <summary>Starts a command that runs until it is killed.</summary>
    public Process Start(string arguments)
    {
        var start = new ProcessStartInfo("kubectl", $"--cache-dir {Path.Combine(_folder.FullName, "cache")} {arguments}")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["KUBECONFIG"] = ConfigPath;
        start.Environment["TMPDIR"] = _folder.FullName;
        return Process.Start(start)!;
    }

    private static CancellationTokenSource Patience()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(60));
        return source;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
