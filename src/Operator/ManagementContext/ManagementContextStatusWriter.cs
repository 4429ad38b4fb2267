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
        Conditions.True(ConditionTypes.Ready, "Connected", Answers(connection)));

    /// <summary>Whether the status already says that this connection, of the context as it is now, works.</summary>
    public static bool TellsOfSuccess(ManagementContext context, ApimConnection connection) =>
        Conditions.Find(context.Status?.Conditions, ConditionTypes.Ready) is { Status: ConditionStatus.True } ready
        && ready.ObservedGeneration == context.Metadata.Generation
        && ready.Message == Answers(connection);

    /// <summary>Whether the status already says that the context as it is now does not work.</summary>
    public static bool TellsOfFailure(ManagementContext context) =>
        Conditions.Find(context.Status?.Conditions, ConditionTypes.Ready) is { Status: ConditionStatus.False } ready
        && ready.ObservedGeneration == context.Metadata.Generation;

    /// <summary>The context itself is in order, but APIM does not answer as it should.</summary>
    public Task NotReadyAsync(ManagementContext context, ApimError error, CancellationToken ct) => WriteAsync(
        context, ct, Accepted, AllResolved, Conditions.False(ConditionTypes.Ready, error.Kind.ToString(), error.Message));

    /// <summary>The context cannot be used at all.</summary>
    public Task FailedAsync(ManagementContext context, ResolutionProblem problem, CancellationToken ct) =>
        WriteAsync(context, ct, ProblemConditions.Of(problem));

    /// <summary>The context stays while APIs rely on it.</summary>
    public Task DeletionBlockedAsync(ManagementContext context, string message, CancellationToken ct) =>
        WriteAsync(context, ct, Conditions.False(ConditionTypes.Ready, "DeletionBlocked", message));

    private static string Answers(ApimConnection connection) =>
        $"APIM at {connection.DisplayUrl} answers for {connection.OrganizationId}/{connection.EnvironmentId}";

    private Task WriteAsync(ManagementContext context, CancellationToken ct, params IReadOnlyList<Condition> changes)
    {
        var status = new ManagementContextStatus
        {
            Conditions = Conditions.Merge(context.Status?.Conditions, changes, context.Metadata.Generation, time.GetUtcNow()),
        };
        return writer.WriteAsync(context, status, ContractsJson.Relaxed.ManagementContextStatus, informer, ct);
    }
}
