namespace Gko.Resolution;

/// <summary>Fields whose values templates made: they may come from Secrets and are never shown.</summary>
internal sealed class TemplatedFields
{
    private readonly List<string> _paths;

    public TemplatedFields(IEnumerable<string> paths)
    {
        _paths = [.. paths];
        _paths.Sort(StringComparer.Ordinal);
    }

    /// <summary>For a spec without templates.</summary>
    public static TemplatedFields None { get; } = new([]);

    /// <summary>Whether a template made the field or anything in it. Takes a few steps, however many templates there are.</summary>
    public bool Contains(string field) => IndexOf(field) >= 0 || HasBelow($"{field}.") || HasBelow($"{field}[");

    private bool HasBelow(string prefix) =>
        ~IndexOf(prefix) is var next && next < _paths.Count && next >= 0 && _paths[next].StartsWith(prefix, StringComparison.Ordinal);

    private int IndexOf(string path) => _paths.BinarySearch(path, StringComparer.Ordinal);
}
