namespace Gko.Kubernetes.Admission.Registration;

/// <summary>A CEL expression that has to be true for a webhook to be asked.</summary>
public sealed class MatchCondition
{
    /// <summary>Unique within the webhook.</summary>
    public string? Name { get; set; }

    /// <summary>May use <c>object</c>, <c>oldObject</c> and <c>request</c>.</summary>
    public string? Expression { get; set; }
}
