namespace Gko.Testing.Clusters;

/// <summary>The real kubectl, with a kubeconfig and a discovery cache of its own.</summary>
public sealed class Kubectl(string kubeConfigPath) : IDisposable
{
    // It ends before a collection of its garbage pays, which takes a fifth of its time.
    private static readonly Dictionary<string, string?> Hurried = new() { ["GOGC"] = "off" };

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("gko-kubectl-");

    /// <summary>The program's path, or null when it is not installed; tests that need it then skip themselves, visibly.</summary>
    public static string? Program { get; } = FindProgram();

    /// <summary>Runs kubectl; a failure is a result, not an exception.</summary>
    public Task<CommandResult> TryAsync(string? input, params string[] arguments) =>
        ChildProcess.RunAsync(
            Program ?? throw new InvalidOperationException("kubectl is not on PATH."),
            ["--kubeconfig", kubeConfigPath, "--cache-dir", _cache.FullName, .. arguments],
            input,
            Hurried);

    /// <summary>Runs kubectl and returns what it printed; throws when it failed.</summary>
    public async Task<string> RunAsync(params string[] arguments) => (await TryAsync(null, arguments)).OrThrow().Output;

    /// <summary>Applies a manifest as a user types it: <c>kubectl apply -f -</c>.</summary>
    public Task<CommandResult> ApplyAsync(string manifest, params string[] more) => TryAsync(manifest, ["apply", "-f", "-", .. more]);

    /// <inheritdoc/>
    public void Dispose() => _cache.Delete(recursive: true);

    private static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl"))
            .FirstOrDefault(File.Exists);
}
