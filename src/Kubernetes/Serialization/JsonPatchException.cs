namespace Gko.Kubernetes.Serialization;

/// <summary>A JSON Patch is malformed or does not fit the document; the document is unchanged.</summary>
/// <param name="index">Zero-based position of the failed operation.</param>
/// <param name="reason">Operation, path and what is wrong with them.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class JsonPatchException(int index, string reason, Exception? inner = null)
    : Exception($"operation {index}: {reason}", inner)
{
    /// <summary>Zero-based position of the failed operation.</summary>
    public int Index { get; } = index;
}
