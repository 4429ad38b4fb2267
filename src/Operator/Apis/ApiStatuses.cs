using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Words in an API's status what came of a pass. Builds new statuses beside the cached object, which is shared, and writes
/// nothing when nothing changed.
/// </summary>
internal sealed class ApiStatuses<T>(IApiKind<T> kind, TimeProvider time)
    where T : class, IResource<T>, IApi
{
    private const string DeletionBlocked = "DeletionBlocked";

    private static Condition Accepted { get; } =
        Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "Successfully reconciled");

    private static Condition AllResolved { get; } =
        Conditions.True(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, "All References successfully resolved");

    /// <summary>Whether the status already says that APIM did not take the API as it is now.</summary>
    public static bool TellsOfFailure(T api) =>
        Conditions.Find(api.CommonStatus?.Conditions, ConditionTypes.Accepted)
            is { Status: ConditionStatus.False, Reason: ConditionReasons.ControlPlaneError } condition
        && condition.ObservedGeneration == api.Metadata.Generation;

    /// <summary>Whether the status already says why the object is still there.</summary>
    public static bool TellsOfBlockedDeletion(T api) =>
        Conditions.Find(api.CommonStatus?.Conditions, ConditionTypes.Ready)?.Reason == DeletionBlocked;

    /// <summary>APIM has taken the API: where it is and what was sent. Not written yet; see <see cref="SyncedAsync"/>.</summary>
    public ApiStatus Acknowledged(T api, DesiredApi desired, ImportStatus answer)
    {
        var status = Copy(api);
        status.OrganizationId = answer.OrganizationId ?? desired.Connection!.OrganizationId;
        status.EnvironmentId = answer.EnvironmentId ?? desired.Connection!.EnvironmentId;
        status.Id = answer.Id ?? desired.Import!.Id;
        status.CrossId = answer.CrossId ?? desired.Import!.CrossId;
        status.State = answer.State ?? api.CommonSpec?.State;
        status.Plans = answer.Plans is { Count: > 0 } plans ? new Dictionary<string, string>(plans) : null;
        status.Errors = Errors(answer.Errors?.Severe, answer.Errors?.Warning);
        if (kind.MarkOf(desired) is { } mark)
        {
            status.Conditions = Merge(api, status.Conditions, mark);
        }

        return status;
    }

    /// <summary>APIM is not concerned: the API is for gateways of this cluster only. Not written yet.</summary>
    public ApiStatus Local(T api)
    {
        var status = Copy(api);
        status.Id = kind.LocalIdOf(api) ?? status.Id;
        status.State = api.CommonSpec?.State;
        status.Errors = null;
        return status;
    }

    /// <summary>Nothing is left to do.</summary>
    public Task SyncedAsync(
        T api, ApiStatus status, DesiredApi desired, IReadOnlyList<ResolutionProblem> notes, CancellationToken ct)
    {
        var where = Where(status, desired);
        var missing = ProblemConditions.Describe(notes);
        status.SyncHash = desired.SyncHash;
        status.ProcessingStatus = ProcessingStatuses.Completed;
        status.Conditions = Merge(
            api,
            status.Conditions,
            notes.Count == 0
                ? Conditions.True(ConditionTypes.Ready, "Synced", where)
                : Conditions.False(ConditionTypes.Ready, ConditionReasons.GroupNotFound, $"{where}, but {missing}"),
            Accepted,
            notes.Count == 0 ? AllResolved : Conditions.False(ConditionTypes.ResolvedRefs, ConditionReasons.GroupNotFound, missing));
        return kind.WriteAsync(api, status, ct);
    }

    /// <summary>The API is a template for others and is not synced itself.</summary>
    public Task TemplateAsync(T api, CancellationToken ct)
    {
        var status = Copy(api);
        status.ProcessingStatus = ProcessingStatuses.Completed;
        status.Conditions = Merge(
            api,
            status.Conditions,
            Conditions.True(ConditionTypes.Ready, "Template", "A template for ingresses; it is not synced to APIM"),
            Accepted,
            AllResolved);
        return kind.WriteAsync(api, status, ct);
    }

    /// <summary>Something stands in the way.</summary>
    /// <param name="status">What is known beside that.</param>
    public Task FailedAsync(T api, ApiStatus status, IReadOnlyList<ResolutionProblem> problems, CancellationToken ct) =>
        FailAsync(api, status, ProblemConditions.Of(problems), ct);

    /// <summary>APIM did not take the API. What it holds now is unknown, so the next pass sends it again.</summary>
    public Task FailedAsync(T api, ApimError error, CancellationToken ct)
    {
        var status = Copy(api);
        status.SyncHash = null;
        return FailAsync(api, status, ProblemConditions.Refused(ConditionReasons.ControlPlaneError, error.Message), ct);
    }

    /// <summary>The object stays until the API can be removed from where it is.</summary>
    public Task DeletionBlockedAsync(T api, string message, CancellationToken ct)
    {
        var status = Copy(api);
        status.Conditions = Merge(api, status.Conditions, Conditions.False(ConditionTypes.Ready, DeletionBlocked, message));
        return kind.WriteAsync(api, status, ct);
    }

    /// <summary>A status to build on: what the API's says now.</summary>
    public ApiStatus Copy(T api)
    {
        var status = kind.NewStatus();
        if (api.CommonStatus is { } known)
        {
            status.OrganizationId = known.OrganizationId;
            status.EnvironmentId = known.EnvironmentId;
            status.Id = known.Id;
            status.CrossId = known.CrossId;
            status.State = known.State;
            status.Plans = known.Plans;
            status.Errors = known.Errors;
            status.Subscriptions = known.Subscriptions;
            status.SyncHash = known.SyncHash;
            status.ProcessingStatus = known.ProcessingStatus;
            status.Conditions = known.Conditions;
            status.ObservedGeneration = known.ObservedGeneration;
        }

        return status;
    }

    private static string Where(ApiStatus status, DesiredApi desired)
    {
        var stopped = status.State == ApiStates.Stopped ? ", stopped" : "";
        return (desired.Connection, desired.Gateway) switch
        {
            (null, _) => $"Handed to gateways through ConfigMaps{stopped}",
            (_, null) => $"Synced to APIM as {status.Id}{stopped}",
            _ => $"Synced to APIM as {status.Id} and handed to gateways through ConfigMaps{stopped}",
        };
    }

    private Task FailAsync(T api, ApiStatus status, IReadOnlyList<Condition> conditions, CancellationToken ct)
    {
        status.ProcessingStatus = ProcessingStatuses.Failed;
        status.Conditions = Merge(api, status.Conditions, conditions);
        return kind.WriteAsync(api, status, ct);
    }

    private List<Condition> Merge(T api, List<Condition>? known, params IReadOnlyList<Condition> changes) =>
        Conditions.Merge(known, changes, api.Metadata.Generation, time.GetUtcNow());

    private static ApiErrors? Errors(IReadOnlyList<string>? severe, IReadOnlyList<string>? warning) =>
        severe is { Count: > 0 } || warning is { Count: > 0 }
            ? new ApiErrors { Severe = severe is { Count: > 0 } ? [.. severe] : null, Warning = warning is { Count: > 0 } ? [.. warning] : null }
            : null;
}
