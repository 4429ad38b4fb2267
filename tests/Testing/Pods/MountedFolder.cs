using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>
/// A folder with the content of a Secret or the like, kept as a kubelet keeps it: the files are links into a folder that is
/// replaced as a whole, so that nobody ever sees half of a new content.
/// </summary>
internal sealed class MountedFolder(string path)
{
    private const string Current = "..data";

    private IReadOnlyDictionary<string, byte[]> _content = new Dictionary<string, byte[]>();
    private int _version;

    /// <summary>Takes over the files if they are others than before.</summary>
    public async Task WriteAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        if (_version > 0 && files.Count == _content.Count && files.All(IsPresent))
        {
            return;
        }

        var version = $"..{++_version}";
        foreach (var (name, content) in files)
        {
            var file = Path.Combine(path, version, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content).ConfigureAwait(false);
        }

        Directory.CreateDirectory(Path.Combine(path, version));
        Directory.CreateSymbolicLink(Path.Combine(path, "..new"), version);

        // A rename, which is atomic.
        (await ChildProcess.RunAsync("mv", ["-T", Path.Combine(path, "..new"), Path.Combine(path, Current)]).ConfigureAwait(false)).OrThrow();
        Link(files.Keys.Select(Top).ToHashSet(StringComparer.Ordinal), _content.Keys.Select(Top).ToHashSet(StringComparer.Ordinal));
        _content = files;
        if (_version > 1)
        {
            Directory.Delete(Path.Combine(path, $"..{_version - 1}"), recursive: true);
        }
    }

    private bool IsPresent(KeyValuePair<string, byte[]> file) =>
        _content.TryGetValue(file.Key, out var old) && old.AsSpan().SequenceEqual(file.Value);

    private static string Top(string name) => name.Split('/')[0];

    private void Link(HashSet<string> wanted, HashSet<string> present)
    {
        foreach (var name in wanted.Except(present))
        {
            File.CreateSymbolicLink(Path.Combine(path, name), Path.Combine(Current, name));
        }

        foreach (var name in present.Except(wanted))
        {
            File.Delete(Path.Combine(path, name));
        }
    }
}
