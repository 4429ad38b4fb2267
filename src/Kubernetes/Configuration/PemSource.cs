using System.Text;

namespace Gko.Kubernetes.Configuration;

/// <summary>PEM text that stands in the kubeconfig or in a file of its own, which may be replaced while we run.</summary>
/// <param name="Where">File, entry and field, for complaints.</param>
/// <param name="Path">Null for inline text.</param>
/// <param name="Inline">Null for a file.</param>
internal sealed record PemSource(string Where, string? Path, string? Inline)
{
    /// <summary>The field of that name with <c>-data</c>, or else the file that the field names; null when there is neither.</summary>
    public static PemSource? From(KubeConfigNode entry, string field)
    {
        var where = $"{entry.File}: {entry.Entry}: {field}";
        if (entry.Base64(field + "-data") is { } inline)
        {
            return new PemSource($"{where}-data", null, Encoding.UTF8.GetString(inline));
        }

        return entry.FilePath(field) is { } path ? new PemSource(where, path, null) : null;
    }

    /// <exception cref="KubeConfigException">The file cannot be read.</exception>
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
