using System.Text.Json;

namespace Gko.Kubernetes.Admission;

/// <summary>A list or map holds a null. Its <see cref="JsonException.Path"/> is that of the place where reading ended, one level too deep.</summary>
internal sealed class NullElementException() : JsonException("null is not an element")
{
    /// <summary>The path of the list or map.</summary>
    public string? Container
    {
        get
        {
            var end = Path?.EndsWith(']') == true ? Path.LastIndexOf('[') : Path?.LastIndexOf('.') ?? -1;
            return end < 0 ? Path : Path![..end];
        }
    }
}
