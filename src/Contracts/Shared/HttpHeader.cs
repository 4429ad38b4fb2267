using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A header that is added to a request.</summary>
public sealed class HttpHeader
{
    [Description("Name of the header.")]
    public string? Name { get; set; }

    [Description("Value of the header; may contain expressions.")]
    public string? Value { get; set; }
}
