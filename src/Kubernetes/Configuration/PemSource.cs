namespace Gko.Kubernetes.Configuration;

/// <summary>PEM text that stands in the kubeconfig or in a file of its own, which may be replaced while we run.</summary>
/// <param name="Where">File, entry and field, for complaints.</param>
/// <param name="Path">Null for inline text.</param>
/// <param name="Inline">Null for a file.</param>
internal sealed record PemSource(string Where, string? Path, string? Inline)
{
    /// <summary>Changes when the file does.</summary>
    public DateTime Version => Path is null ? default : File.GetLastWriteTimeUtc(Path);

    public string Read()
    {
        try
        {
            return Inline ?? File.ReadAllText(Path!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{Where} cannot be read: {error.Message}", error);
        }
    }
}
