using System.Text;
using System.Text.Json.Nodes;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>The volumes of a pod, as folders of the machine, and where its container sees them.</summary>
internal sealed class PodVolumes(PodTemplate pod, ClusterReader cluster) : IDisposable
{
    private const string AccountVolume = "kube-api-access";
    private const string AccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-pod-");
    private readonly List<(MountedFolder Folder, Func<Task<IReadOnlyDictionary<string, byte[]>>> Read)> _kept = [];

    /// <summary>Makes and fills the folders.</summary>
    public async Task<IReadOnlyList<BindMount>> MountAsync()
    {
        var volumes = pod.Spec.Maps("volumes").ToList();
        var mounts = pod.Container.Maps("volumeMounts")
            .Select(mount => mount.WithOnly("a mount", "mountPath", "name", "readOnly"))
            .Select(mount => (Name: mount.Text("name")!, Path: mount.Text("mountPath")!, ReadOnly: mount.Flag("readOnly") ?? false))
            .ToList();
        if ((pod.Spec.Flag("automountServiceAccountToken") ?? true) && mounts.All(mount => mount.Path != AccountFolder))
        {
            volumes.Add(AccountSource());
            mounts.Add((AccountVolume, AccountFolder, true));
        }

        foreach (var volume in volumes)
        {
            await MakeAsync(volume).ConfigureAwait(false);
        }

        await SyncAsync().ConfigureAwait(false);
        var writable = volumes.Where(volume => volume["emptyDir"] is not null).Select(volume => volume.Text("name")).ToHashSet();
        return [.. mounts.Select(mount => new BindMount(FolderOf(mount.Name), mount.Path, !mount.ReadOnly && writable.Contains(mount.Name)))];
    }

    /// <summary>Takes over what has changed in the cluster.</summary>
    public async Task SyncAsync()
    {
        foreach (var (mounted, read) in _kept)
        {
            await mounted.WriteAsync(await read().ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private string FolderOf(string volume) => Path.Combine(_folder.FullName, volume);

    private async Task MakeAsync(JsonObject volume)
    {
        var name = volume.Text("name")!;
        var path = Directory.CreateDirectory(FolderOf(name)).FullName;
        volume.WithOnly($"volume {name}", "name", "emptyDir", "secret", "configMap", "projected");
        if (volume["emptyDir"] is JsonObject empty)
        {
            // How much fits in is not watched.
            empty.WithOnly($"volume {name}", "medium", "sizeLimit");
            (await ChildProcess.RunAsync("chmod", ["0777", path]).ConfigureAwait(false)).OrThrow();
            return;
        }

        var sources = volume["projected"] is JsonObject projected
            ? projected.WithOnly($"volume {name}", "defaultMode", "sources").Maps("sources").ToList()
            : [new JsonObject(volume.Where(field => field.Key != "name").Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))];
        _kept.Add((new MountedFolder(path), () => ReadAsync(name, sources)));
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string volume, IEnumerable<JsonObject> sources)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var source in sources.SelectMany(source => source.WithOnly($"volume {volume}", "secret", "configMap", "serviceAccountToken", "downwardAPI")))
        {
            foreach (var (path, content) in await ReadAsync(volume, source.Key, source.Value!.AsObject()).ConfigureAwait(false))
            {
                files[path] = content;
            }
        }

        return files;
    }

    private async Task<IEnumerable<KeyValuePair<string, byte[]>>> ReadAsync(string volume, string kind, JsonObject source)
    {
        switch (kind)
        {
            case "serviceAccountToken":
                source.WithOnly($"volume {volume}", "audience", "expirationSeconds", "path");
                var seconds = source.Number("expirationSeconds") ?? 3600;
                return [new(source.Text("path")!, await cluster.TokenAsync(pod.Account, source.Text("audience"), seconds).ConfigureAwait(false))];
            case "downwardAPI":
                return source.WithOnly($"volume {volume}", "items").Maps("items").Select(item => KeyValuePair.Create(
                    item.WithOnly($"volume {volume}", "path", "fieldRef").Text("path")!, Encoding.UTF8.GetBytes(PodFields.Of(pod, item.Map("fieldRef")))));
            default:
                return await EntriesAsync(volume, kind, source).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<KeyValuePair<string, byte[]>>> EntriesAsync(string volume, string kind, JsonObject source)
    {
        // Everybody may read what is mounted, as the default mode has it.
        source.WithOnly($"volume {volume}", "defaultMode", "items", "name", "optional", "secretName");
        var name = source.Text("secretName") ?? source.Text("name")!;
        var entries = kind == "secret" ? await cluster.SecretAsync(name).ConfigureAwait(false)
            : name == "kube-root-ca.crt" ? new Dictionary<string, byte[]> { ["ca.crt"] = await cluster.AuthorityAsync().ConfigureAwait(false) }
            : await cluster.ConfigMapAsync(name).ConfigureAwait(false);
        if (entries is null)
        {
            return source.Flag("optional") == true
                ? []
                : throw new InvalidOperationException($"Volume {volume} waits for the {kind} {name}, which does not exist.");
        }

        return source["items"] is null
            ? entries
            : source.Maps("items").Select(item => item.WithOnly($"volume {volume}", "key", "path"))
                .Select(item => KeyValuePair.Create(item.Text("path")!, entries[item.Text("key")!]));
    }

    // What an API server adds to each pod.
    private static JsonObject AccountSource() => new()
    {
        ["name"] = AccountVolume,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
                new JsonObject { ["configMap"] = new JsonObject { ["name"] = "kube-root-ca.crt" } },
                new JsonObject
                {
                    ["downwardAPI"] = new JsonObject
                    {
                        ["items"] = new JsonArray(
                            new JsonObject { ["path"] = "namespace", ["fieldRef"] = new JsonObject { ["fieldPath"] = "metadata.namespace" } }),
                    },
                }),
        },
    };
}
