namespace Gko.Kubernetes.Model;

/// <summary>The API server's answer when there is no object to return: <c>kind: Status</c>, mostly an error.</summary>
public sealed class KubeStatus
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public string? Status { get; set; }

    public string? Message { get; set; }

    /// <summary>The machine-readable cause, such as <c>NotFound</c>, <c>Conflict</c> or <c>Expired</c>.</summary>
    public string? Reason { get; set; }

    public int? Code { get; set; }

    public KubeStatusDetails? Details { get; set; }
}
