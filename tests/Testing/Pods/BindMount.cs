namespace Gko.Testing.Pods;

/// <summary>A file or folder of the machine that a confined process sees at a place of its own.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Target">Where the process sees it.</param>
/// <param name="Writable">Whether the process may write there, as far as its user may.</param>
public sealed record BindMount(string Source, string Target, bool Writable = false);
