using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Says in a context's status what came of the last pass. Nothing is written when nothing changed.</summary>
internal sealed class ManagementContextStatusWriter(StatusWriter writer, Informer<ManagementContext> informer, TimeProvider time)
{
    private static Condition Accepted { get; } =
        Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "Successfully reconciled");

    private static Condition AllResolved { get; } =
        Conditions.True(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, "All References successfully resolved");

    /// <summary>APIM answers and takes the credentials.</summary>
    public Task ReadyAsync(ManagementContext context, ApimConnection connection, CancellationToken ct) => WriteAsync(
        context, ct, Accepted, AllResolved,
        Conditions.True(
            ConditionTypes.Ready, "Connected",
            $"APIM at {connection.BaseUrl} answers for {connection.OrganizationId}/{connection.EnvironmentId}"));

    /// <summary>Whether the status already says that the context as it is now does not work.</summary>
    public static bool TellsOfFailure(ManagementContext context) =>
        Conditions.Find(context.Status?.Conditions, ConditionTypes.Ready) is { Status: ConditionStatus.False } ready
        && ready.ObservedGeneration == context.Metadata.Generation;

    /// <summary>The context itself is in order, but APIM does not answer as it should.</summary>
    public Task NotReadyAsync(ManagementContext context, ApimError error, CancellationToken ct) => WriteAsync(
        context, ct, Accepted, AllResolved, Conditions.False(ConditionTypes.Ready, error.Kind.ToString(), error.Message));

    /// <summary>The context cannot be used at all.</summary>
    public Task FailedAsync(ManagementContext context, ResolutionProblem problem, CancellationToken ct)
    {
        var message = $"{problem.Message} ({problem.Field})";
        var reason = problem.Kind switch
        {
            ProblemKind.UnresolvedReference => ConditionReasons.ReconcileFailed,
            ProblemKind.Template => ConditionReasons.CompileTemplateError,
            _ => ConditionReasons.IllegalStateError,
        };
        return WriteAsync(
            context, ct,
            Conditions.False(ConditionTypes.Accepted, reason, message),
            problem.Kind is ProblemKind.UnresolvedReference
                ? Conditions.False(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, message)
                : AllResolved,
            Conditions.False(ConditionTypes.Ready, reason, message));
    }

    /// <summary>The context stays while APIs rely on it.</summary>
    public Task DeletionBlockedAsync(ManagementContext context, string message, CancellationToken ct) =>
        WriteAsync(context, ct, Conditions.False(ConditionTypes.Ready, "DeletionBlocked", message));

    private Task WriteAsync(ManagementContext context, CancellationToken ct, params Condition[] changes)
    {
        var status = new ManagementContextStatus
        {
            Conditions = Conditions.Merge(context.Status?.Conditions, changes, context.Metadata.Generation, time.GetUtcNow()),
        };
        return writer.WriteAsync(context, status, ContractsJson.Relaxed.ManagementContextStatus, informer, ct);
    }
}
