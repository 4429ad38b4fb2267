using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Configuration;

/// <summary>The entries of one or several kubeconfig files; of equally named ones the first wins, as kubectl has it.</summary>
internal sealed class KubeConfigEntries
{
    private readonly Dictionary<string, KubeConfigNode> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeConfigNode> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeConfigNode> _contexts = new(StringComparer.Ordinal);
    private readonly string _files;
    private string? _currentContext;

    private KubeConfigEntries(IReadOnlyList<string> files) => _files = string.Join(Path.PathSeparator, files);

    public static KubeConfigEntries Read(IReadOnlyList<string> files)
    {
        var entries = new KubeConfigEntries(files);
        foreach (var file in files)
        {
            entries.Add(new KubeConfigNode(file, "", Parse(file)));
        }

        return entries;
    }

    /// <summary>The named context, or the current one.</summary>
    public KubeConfigNode Context(string? name)
    {
        name ??= _currentContext;
        if (name is null)
        {
            throw new KubeConfigException($"{_files}: current-context is not set; set it, or name one of the contexts: {Names(_contexts)}");
        }

        return _contexts.TryGetValue(name, out var context)
            ? context
            : throw new KubeConfigException($"{_files}: there is no context '{name}'; there are: {Names(_contexts)}");
    }

    public KubeConfigNode Cluster(KubeConfigNode context) => Find(_clusters, context, "cluster")
        ?? throw context.Error("cluster", $"is missing; name one of the clusters: {Names(_clusters)}");

    /// <summary>Null when the context names no user: the requests are then anonymous.</summary>
    public KubeConfigNode? User(KubeConfigNode context) => Find(_users, context, "user");

    private static KubeConfigNode? Find(Dictionary<string, KubeConfigNode> entries, KubeConfigNode context, string field)
    {
        if (context.Text(field) is not { } name)
        {
            return null;
        }

        return entries.TryGetValue(name, out var entry)
            ? entry
            : throw context.Error(field, $"names '{name}', which does not exist; there are: {Names(entries)}");
    }

    private void Add(KubeConfigNode file)
    {
        _currentContext ??= file.Text("current-context");
        AddEntries(_clusters, file, "clusters", "cluster");
        AddEntries(_users, file, "users", "user");
        AddEntries(_contexts, file, "contexts", "context");
    }

    private static void AddEntries(Dictionary<string, KubeConfigNode> entries, KubeConfigNode file, string list, string kind)
    {
        foreach (var item in file.Maps(list))
        {
            var name = item.Text("name") ?? throw item.Error("name", "is missing");
            entries.TryAdd(name, new KubeConfigNode(file.File, $"{kind} '{name}'", item.Map(kind)?.Json ?? []));
        }
    }

    private static JsonObject Parse(string file)
    {
        try
        {
            using var reader = File.OpenText(file);
            return YamlReader.ReadAll(reader) switch
            {
                [] or [null] => [],
                [JsonObject config] => config,
                _ => throw new KubeConfigException($"{file}: a kubeconfig is one YAML mapping; this file holds something else"),
            };
        }
        catch (YamlFormatException error)
        {
            throw new KubeConfigException($"{file}: is not valid YAML, {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{file}: cannot be read: {error.Message}", error);
        }
    }

    private static string Names(Dictionary<string, KubeConfigNode> entries) =>
        entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Order(StringComparer.Ordinal));
}
