namespace Gko.Kubernetes.Admission;

/// <summary>
/// Decides whether an object may be stored or deleted. It is called concurrently and must change nothing. An exception
/// denies the request with code 500.
/// </summary>
public interface IAdmissionValidator<T> where T : class
{
    /// <summary>Judges one request.</summary>
    /// <param name="context">The request; its objects belong to the callee.</param>
    /// <param name="ct">Cancelled shortly before the API server stops waiting.</param>
    ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<T> context, CancellationToken ct);
}
