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
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
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

    public void Dispose() => _folder.Delete(recursive: true);
}
