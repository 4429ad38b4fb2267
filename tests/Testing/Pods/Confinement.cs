using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>
/// Starts a program as a container would, without a container engine: in a root folder of its own that holds the machine's
/// libraries and what is mounted, as another user, with fewer rights. The network and the processes are those of the machine.
/// Takes Linux, root and util-linux.
/// </summary>
public static class Confinement
{
    /// <summary>Where the program is seen.</summary>
    private const string Root = "/mnt";

    // The mounts are seen by nobody else and go with the process. The root folder is a file system in memory.
    private const string Script = """
        set -e
        root=$1 user=$2 group=$3 writable=$4 privileges=$5; shift 5
        mount --make-rprivate /
        mount -t tmpfs -o mode=0755 pod "$root"
        for folder in /bin /etc /lib* /sbin /usr; do
          if [ -L "$folder" ]; then
            cp -P "$folder" "$root$folder"
          else
            mkdir "$root$folder"
            mount --bind "$folder" "$root$folder"
            mount -o remount,bind,ro "$root$folder"
          fi
        done
        for folder in /dev /proc /sys; do
          mkdir "$root$folder"
          mount --rbind "$folder" "$root$folder"
        done
        mkdir -m 1777 "$root/tmp"
        while [ "$1" != -- ]; do
          source=$1 target=$root$2 mode=$3; shift 3
          if [ -d "$source" ]; then mkdir -p "$target"; else mkdir -p "${target%/*}"; : > "$target"; fi
          mount --bind "$source" "$target"
          [ "$mode" = rw ] || mount -o remount,bind,ro "$target"
        done
        shift
        [ "$writable" = rw ] || mount -o remount,bind,ro "$root"
        exec chroot "$root" setpriv --reuid "$user" --regid "$group" --clear-groups $privileges -- "$@"
        """;

    /// <summary>Why nothing can be confined here, in words for a skipped test; null when it can.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "this is not Linux"
        : !Environment.IsPrivilegedProcess ? "file systems can only be mounted by root"
        : new[] { "unshare", "setpriv", "mount", "chroot" }.FirstOrDefault(tool => !IsOnPath(tool)) is { } tool ? $"{tool} is not on PATH"
        : null;

    /// <summary>Starts a program; it is the process that is returned, not a child of it.</summary>
    /// <param name="command">The program, as it is seen inside, and its arguments.</param>
    /// <param name="identity">Who it is and what it may do.</param>
    /// <param name="mounts">What is seen beside the libraries.</param>
    /// <param name="environment">All of its variables; nothing is inherited.</param>
    public static ChildProcess Start(
        IEnumerable<string> command, PodIdentity identity, IEnumerable<BindMount> mounts, IReadOnlyDictionary<string, string> environment)
    {
        string[] privileges =
        [
            .. identity.NoNewPrivileges ? ["--no-new-privs"] : Array.Empty<string>(),
            .. identity.DropsCapabilities ? ["--inh-caps=-all", "--bounding-set=-all"] : Array.Empty<string>(),
        ];
        string[] arguments =
        [
            "--mount", "sh", "-c", Script, "sh", Root, identity.User, identity.Group, identity.ReadOnlyRoot ? "ro" : "rw", string.Join(' ', privileges),
            .. mounts.SelectMany(mount => new[] { mount.Source, mount.Target, mount.Writable ? "rw" : "ro" }), "--", .. command,
        ];
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return ChildProcess.Start("unshare", arguments, variables, folder: "/");
    }

    private static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
}
