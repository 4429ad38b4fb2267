using Gko.Kubernetes.Admission;

namespace Gko.Webhooks;

/// <summary>
/// Answers for kinds in which nothing is filled in. Upstream serves such webhooks, and configurations that were installed for it
/// go on calling them.
/// </summary>
internal sealed class NoDefaults<T> : IAdmissionDefaulter<T> where T : class
{
    /// <inheritdoc/>
    public ValueTask<AdmissionVerdict> DefaultAsync(T resource, AdmissionContext<T> context, CancellationToken ct) =>
        ValueTask.FromResult(AdmissionVerdict.Allow);
}
