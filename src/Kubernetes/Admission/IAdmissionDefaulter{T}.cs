namespace Gko.Kubernetes.Admission;

/// <summary>
/// Fills in an object before it is stored; called concurrently, and not for deletions. An exception denies the request
/// with code 500.
/// </summary>
public interface IAdmissionDefaulter<T> where T : class
{
    /// <summary>Changes <paramref name="resource"/>; only what differs afterwards is sent back.</summary>
    /// <param name="resource">A private copy of the object to be stored.</param>
    /// <param name="context">The request, with the object as it arrived.</param>
    /// <param name="ct">Cancelled shortly before the API server stops waiting.</param>
    ValueTask<AdmissionVerdict> DefaultAsync(T resource, AdmissionContext<T> context, CancellationToken ct);
}
