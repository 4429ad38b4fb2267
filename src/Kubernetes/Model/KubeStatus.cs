namespace Gko.Kubernetes.Model;

/// <summary>The API server's answer when there is no object to return: <c>kind: Status</c>, mostly an error.</summary>
public sealed class KubeStatus
{
    /// <summary>Always <c>v1</c>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Always <c>Status</c>.</summary>
    public string? Kind { get; set; }

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; set; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; set; }

    /// <summary>The machine-readable cause, such as <c>NotFound</c>, <c>Conflict</c> or <c>Expired</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The HTTP status.</summary>
    public int? Code { get; set; }

    /// <summary>Which object and which fields; null when it is about none.</summary>
    public KubeStatusDetails? Details { get; set; }
}
