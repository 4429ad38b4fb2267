namespace Gko.Kubernetes.Client;

/// <summary>The <c>metadata</c> of a list.</summary>
public sealed class ListMeta
{
    /// <summary>The version of the whole list, from which a watch can follow on.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Asks for the next page; null or empty on the last one.</summary>
    public string? Continue { get; set; }

    /// <summary>How many objects follow this page, if the server knows.</summary>
    public long? RemainingItemCount { get; set; }
}
