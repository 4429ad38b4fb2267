using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>
/// The operator's executable as the image holds it: the file that <c>GKO_PUBLISHED</c> names, or one that is published once for
/// each state of the sources into the repository's ignored <c>artifacts</c>, whoever of several test processes comes first.
/// </summary>
public static class PublishedOperator
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromMinutes(15);
    private static readonly Lazy<Task<string>> Found = new(FindAsync);

    /// <summary>The path of the executable.</summary>
    /// <exception cref="InvalidOperationException">It cannot be published; the message tells what the tool said.</exception>
    public static Task<string> PathAsync() => Found.Value;

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("GKO_PUBLISHED") is { Length: > 0 } given)
        {
            var path = Path.GetFullPath(given);
            return File.Exists(path) ? path : throw new InvalidOperationException($"GKO_PUBLISHED names {path}, which does not exist.");
        }

        var folder = Directory.CreateDirectory(RepositoryPaths.Of("artifacts", "published")).FullName;
        var state = Path.Combine(folder, await StateAsync().ConfigureAwait(false));
        await using (await LockAsync(Path.Combine(folder, "lock")).ConfigureAwait(false))
        {
            if (!File.Exists(Path.Combine(state, "gko")))
            {
                await PublishAsync(folder, state).ConfigureAwait(false);
            }
        }

        return Path.Combine(state, "gko");
    }

    private static async Task PublishAsync(string folder, string target)
    {
        foreach (var old in Directory.GetDirectories(folder).Where(old => Path.GetFileName(old) != "work"))
        {
            Directory.Delete(old, recursive: true);
        }

        // Builds that go on at the same time are left alone: this one has folders of its own.
        var draft = Path.Combine(folder, "work", "out");
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));
        await using var publish = ChildProcess.Start(
            "dotnet",
            [
                "publish", RepositoryPaths.Of("src", "Operator"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", draft,
                "--artifacts-path", Path.Combine(folder, "work"), "--nologo", "-v", "q", "-nodeReuse:false",
            ],
            inherited.ToDictionary(name => name, _ => (string?)null),
            RepositoryPaths.Root);
        if (await publish.WaitForExitAsync(PublishTimeout).ConfigureAwait(false) != 0)
        {
            throw new InvalidOperationException($"The operator cannot be published:\n{publish.Output}");
        }

        Directory.Move(draft, target);
    }

    /// <summary>A name for what the sources are now.</summary>
    private static async Task<string> StateAsync()
    {
        var files = Directory.EnumerateFiles(RepositoryPaths.Of("src"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(RepositoryPaths.Root).Where(file => Path.GetExtension(file) is ".props" or ".json" or ".editorconfig"))
            .Select(file => Path.GetRelativePath(RepositoryPaths.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(await File.ReadAllBytesAsync(RepositoryPaths.Of(file)).ConfigureAwait(false));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another process publishes.
                await timer.WaitForNextTickAsync().ConfigureAwait(false);
            }
        }
    }
}
