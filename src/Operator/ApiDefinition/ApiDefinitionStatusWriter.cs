using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Says in a v2 API's status what came of the last pass. Nothing is written when nothing changed.</summary>
internal sealed class ApiDefinitionStatusWriter(
    StatusWriter writer, Informer<ApiDefinition> informer, TimeProvider time)
{
    /// <summary>APIM has taken the API: remember where it is and what was sent.</summary>
    public Task AcknowledgedAsync(
        ApiDefinition api, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> resolved, DesiredApi sent, ImportStatus answer,
        CancellationToken ct)
    {
        var status = Copy(api);
        status.OrganizationId = answer.OrganizationId ?? sent.Connection?.OrganizationId;
        status.EnvironmentId = answer.EnvironmentId ?? sent.Connection?.EnvironmentId;
        status.Id = answer.Id ?? sent.Import?.Id;
        status.CrossId = answer.CrossId ?? sent.Import?.CrossId;
        status.State = answer.State ?? api.Spec?.State;
        status.Plans = answer.Plans is { Count: > 0 } plans ? new Dictionary<string, string>(plans) : null;
        status.Errors = Errors(answer.Errors?.Severe, answer.Errors?.Warning);
        status.SyncHash = resolved.DesiredAfter(status).SyncHash;
        return WriteAsync(api, Complete(api, status, resolved.Notes), ct);
    }

    /// <summary>APIM holds the API already.</summary>
    public Task SyncedAsync(ApiDefinition api, IReadOnlyList<ResolutionProblem> notes, CancellationToken ct) =>
        WriteAsync(api, Complete(api, Copy(api), notes), ct);

    /// <summary>The API is a template for others and is not synced itself.</summary>
    public Task TemplateAsync(ApiDefinition api, CancellationToken ct)
    {
        var status = Copy(api);
        status.ProcessingStatus = ProcessingStatuses.Completed;
        status.Conditions = Merge(
            api,
            Conditions.True(ConditionTypes.Ready, "Template", "A template for ingresses; it is not synced to APIM"),
            Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "Successfully reconciled"),
            AllResolved);
        return WriteAsync(api, status, ct);
    }

    /// <summary>
    /// The API cannot be turned into something to send. What APIM holds is as it was, so it need not be sent again when what is
    /// missing comes back; unless the object changed since, for a PUT may have been sent before this.
    /// </summary>
    public Task FailedAsync(ApiDefinition api, ResolutionProblem problem, CancellationToken ct)
    {
        var message = $"{problem.Message} ({problem.Field})";
        var hash = api.Status?.ObservedGeneration == api.Metadata.Generation ? api.Status?.SyncHash : null;
        return problem.Kind switch
        {
            ProblemKind.UnresolvedReference => FailAsync(
                api, hash, ConditionReasons.ReconcileFailed, "ReconcileFailed", ct,
                Conditions.False(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, message),
                Conditions.False(ConditionTypes.Ready, "UnresolvedReference", message)),
            ProblemKind.Template => FailAsync(api, hash, ConditionReasons.CompileTemplateError, message, ct, AllResolved),
            _ => FailAsync(api, hash, ConditionReasons.IllegalStateError, message, ct, AllResolved),
        };
    }

    /// <summary>APIM did not take the API. What it holds now is unknown, so the next pass sends it again.</summary>
    public Task FailedAsync(ApiDefinition api, ApimError error, CancellationToken ct) =>
        FailAsync(api, null, ConditionReasons.ControlPlaneError, error.Message, ct, AllResolved);

    /// <summary>Whether the status already says that APIM did not take the API as it is now.</summary>
    public static bool TellsOfFailure(ApiDefinition api) =>
        Conditions.Find(api.Status?.Conditions, ConditionTypes.Accepted) is { Status: ConditionStatus.False, Reason: ConditionReasons.ControlPlaneError } condition
        && condition.ObservedGeneration == api.Metadata.Generation;

    /// <summary>Whether the status already says why the object is still there.</summary>
    public static bool TellsOfBlockedDeletion(ApiDefinition api) =>
        Conditions.Find(api.Status?.Conditions, ConditionTypes.Ready)?.Reason == DeletionBlocked;

    /// <summary>The object stays until the API can be removed from APIM.</summary>
    public Task DeletionBlockedAsync(ApiDefinition api, string message, CancellationToken ct)
    {
        var status = Copy(api);
        status.Conditions = Merge(api, Conditions.False(ConditionTypes.Ready, DeletionBlocked, message));
        return WriteAsync(api, status, ct);
    }

    private const string DeletionBlocked = "DeletionBlocked";

    private static Condition AllResolved { get; } =
        Conditions.True(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, "All References successfully resolved");

    private ApiDefinitionStatus Complete(ApiDefinition api, ApiDefinitionStatus status, IReadOnlyList<ResolutionProblem> notes)
    {
        var state = status.State == ApiStates.Stopped ? ", stopped" : "";
        var missing = string.Join("; ", notes.Select(note => $"{note.Message} ({note.Field})"));
        status.ProcessingStatus = ProcessingStatuses.Completed;
        status.Conditions = Merge(
            api,
            notes.Count == 0
                ? Conditions.True(ConditionTypes.Ready, "Synced", $"Synced to APIM as {status.Id}{state}")
                : Conditions.False(ConditionTypes.Ready, ConditionReasons.GroupNotFound, $"Synced to APIM as {status.Id}, but {missing}"),
            Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "Successfully reconciled"),
            notes.Count == 0 ? AllResolved : Conditions.False(ConditionTypes.ResolvedRefs, ConditionReasons.GroupNotFound, missing));
        return status;
    }

    private Task FailAsync(ApiDefinition api, string? syncHash, string reason, string message, CancellationToken ct, params Condition[] more)
    {
        var status = Copy(api);
        status.ProcessingStatus = ProcessingStatuses.Failed;
        status.SyncHash = syncHash;
        status.Conditions = Merge(
            api,
            [Conditions.False(ConditionTypes.Ready, reason, message), Conditions.False(ConditionTypes.Accepted, reason, message), .. more]);
        return WriteAsync(api, status, ct);
    }

    private List<Condition> Merge(ApiDefinition api, params Condition[] changes) =>
        Conditions.Merge(api.Status?.Conditions, changes, api.Metadata.Generation, time.GetUtcNow());

    private Task WriteAsync(ApiDefinition api, ApiDefinitionStatus status, CancellationToken ct) =>
        writer.WriteAsync(api, status, ContractsJson.Relaxed.ApiDefinitionStatus, informer, ct);

    // The cached object is shared: a new status is built beside it.
    private static ApiDefinitionStatus Copy(ApiDefinition api) => new()
    {
        OrganizationId = api.Status?.OrganizationId,
        EnvironmentId = api.Status?.EnvironmentId,
        Id = api.Status?.Id,
        CrossId = api.Status?.CrossId,
        State = api.Status?.State,
        Plans = api.Status?.Plans,
        Errors = api.Status?.Errors,
        Subscriptions = api.Status?.Subscriptions,
        SyncHash = api.Status?.SyncHash,
        ProcessingStatus = api.Status?.ProcessingStatus,
        Conditions = api.Status?.Conditions,
    };

    private static ApiErrors? Errors(IReadOnlyList<string>? severe, IReadOnlyList<string>? warning) =>
        severe is { Count: > 0 } || warning is { Count: > 0 }
            ? new ApiErrors { Severe = severe is { Count: > 0 } ? [.. severe] : null, Warning = warning is { Count: > 0 } ? [.. warning] : null }
            : null;
}
