using System.Text.RegularExpressions;
using Gko.Testing.Clusters;

namespace Gko.Load;

/// <summary>
/// Starts a program as its image would, without a container engine: as the image's user, without capabilities, in the root folder,
/// with every file system read-only. Takes Linux, root, and util-linux.
/// </summary>
internal static partial class Confinement
{
    /// <summary>The user of the Dockerfile.</summary>
    public const string User = "65532";

    private const string Script = """
        set -e
        mount --make-rprivate /
        while read -r _ point _; do
          case "$point" in
            /proc*|/sys*|/dev*) ;;
            *) mount -o remount,bind,ro "$point" ;;
          esac
        done < /proc/self/mounts
        exec setpriv --reuid "$0" --regid "$0" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- \
          sh -c 'if touch /tmp/gko-writable 2>/dev/null; then echo "the file system is writable" >&2; exit 1; fi; exec "$@"' sh "$@"
        """;

    /// <summary>Starts the program; it is the process that is returned, not a child of it.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment) =>
        ChildProcess.Start("unshare", ["--mount", "sh", "-c", Script, User, program, .. arguments], environment, folder: "/");

    /// <summary>Copies a kubeconfig, with the certificates it names in it, so that nobody but that user can read it.</summary>
    /// <returns>The path of the copy.</returns>
    public static async Task<string> HandOverAsync(string kubeConfig, DirectoryInfo folder)
    {
        var flat = Path.Combine(folder.FullName, $"kubeconfig-{User}");
        var text = Authority().Replace(
            await File.ReadAllTextAsync(kubeConfig).ConfigureAwait(false),
            file => $"certificate-authority-data: {Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(kubeConfig)!, file.Groups[1].Value)))}");
        await File.WriteAllTextAsync(flat, text).ConfigureAwait(false);
        (await ChildProcess.RunAsync("chmod", ["0711", folder.FullName]).ConfigureAwait(false)).OrThrow();
        (await ChildProcess.RunAsync("chmod", ["0400", flat]).ConfigureAwait(false)).OrThrow();
        (await ChildProcess.RunAsync("chown", [User, flat]).ConfigureAwait(false)).OrThrow();
        return flat;
    }

    [GeneratedRegex("certificate-authority: *([^ ,}\n]+)")]
    private static partial Regex Authority();
}
