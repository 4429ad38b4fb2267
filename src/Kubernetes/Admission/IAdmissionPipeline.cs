namespace Gko.Kubernetes.Admission;

/// <summary>What happens between a sound review and its answer.</summary>
internal interface IAdmissionPipeline
{
    /// <summary>Answers one request; exceptions are the endpoint's to report.</summary>
    ValueTask<AdmissionAnswer> AdmitAsync(AdmissionRequest request, CancellationToken ct);
}
