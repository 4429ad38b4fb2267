namespace Gko.EndToEnd.Webhooks;

/// <summary>A mounted Secret: as the kubelet has it, the files are links below a link that is replaced as a whole.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-mount-");
    private int _version;

    public string Path => _folder.FullName;

    /// <summary>Shows other files from now on.</summary>
    public void Swap(params (string Name, string Text)[] files)
    {
        var version = $"..{++_version}";
        var content = _folder.CreateSubdirectory(version);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(content.FullName, name), text);
        }

        var data = System.IO.Path.Combine(Path, "..data");
        if (Directory.Exists(data))
        {
            Directory.Delete(data);
        }

        Directory.CreateSymbolicLink(data, version);
        foreach (var link in files.Select(file => System.IO.Path.Combine(Path, file.Name)).Where(link => !File.Exists(link)))
        {
            File.CreateSymbolicLink(link, System.IO.Path.Combine("..data", System.IO.Path.GetFileName(link)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
