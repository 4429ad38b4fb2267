using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Says in a shared resource's status whether it can be used. Nothing is written when nothing changed.</summary>
internal sealed class ApiResourceStatusWriter(StatusWriter writer, Informer<ApiResource> informer, TimeProvider time)
{
    /// <summary>APIs can use it.</summary>
    public Task ReadyAsync(ApiResource resource, CancellationToken ct) => WriteAsync(
        resource, ct,
        Conditions.True(ConditionTypes.Ready, ConditionReasons.Accepted, "APIs can refer to this resource"),
        Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "Successfully reconciled"),
        Conditions.True(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, "All References successfully resolved"));

    /// <summary>No API can use it as it is.</summary>
    public Task FailedAsync(ApiResource resource, ResolutionProblem problem, CancellationToken ct) =>
        WriteAsync(resource, ct, ProblemConditions.Of(problem));

    /// <summary>It stays while APIs use it.</summary>
    public Task DeletionBlockedAsync(ApiResource resource, string message, CancellationToken ct) =>
        WriteAsync(resource, ct, Conditions.False(ConditionTypes.Ready, "DeletionBlocked", message));

    private Task WriteAsync(ApiResource resource, CancellationToken ct, params IReadOnlyList<Condition> changes)
    {
        var status = new ApiResourceStatus
        {
            Conditions = Conditions.Merge(resource.Status?.Conditions, changes, resource.Metadata.Generation, time.GetUtcNow()),
        };
        return writer.WriteAsync(resource, status, ContractsJson.Relaxed.ApiResourceStatus, informer, ct);
    }
}
