using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>Common answers to "does this change need a reconcile", to be combined with <c>||</c>.</summary>
public static class Predicates
{
    /// <summary>The spec changed, or deletion started; not so for status and metadata.</summary>
    public static bool GenerationChanged(IResource old, IResource now) => old.Metadata.Generation != now.Metadata.Generation;

    /// <summary>Any label was added, changed or removed.</summary>
    public static bool LabelsChanged(IResource old, IResource now) => Differ(old.Metadata.Labels, now.Metadata.Labels, "");

    /// <summary>Any annotation whose key starts with the prefix was added, changed or removed.</summary>
    public static bool AnnotationsChanged(IResource old, IResource now, string prefix = "") =>
        Differ(old.Metadata.Annotations, now.Metadata.Annotations, prefix);

    private static bool Differ(Dictionary<string, string>? old, Dictionary<string, string>? now, string prefix)
    {
        var before = Select(old, prefix);
        var after = Select(now, prefix);
        return before.Count != after.Count
            || before.Exists(pair => !now!.TryGetValue(pair.Key, out var value) || value != pair.Value);
    }

    private static List<KeyValuePair<string, string>> Select(Dictionary<string, string>? map, string prefix) =>
        [.. (map ?? []).Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))];
}
