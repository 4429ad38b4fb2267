namespace Gko.Testing;

/// <summary>Finds files of the repository from a test's output folder.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder that holds <c>gko.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the repository's root.</summary>
    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// A path of the reference data that may lie beside the repository, or null where it is absent; a test that needs it
    /// then skips itself, visibly.
    /// </summary>
    public static string? Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        return Path.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "gko.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No gko.sln above {AppContext.BaseDirectory}.");
    }
}
