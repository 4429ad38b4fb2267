using System.Numerics;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Logging;
using Gko.Kubernetes.Metrics;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Controllers;

/// <summary>Does one attempt on one object: finalizers, reconciler, time-out, and what each way of failing means.</summary>
internal sealed partial class ReconcileRunner<T>(
    ControllerOptions<T> options,
    Informer<T> informer,
    IReconciler<T> reconciler,
    IFinalizer<T>? finalizer,
    IKubeClient client,
    TimeProvider time,
    ILogger logger)
    where T : class, IResource<T>
{

    /// <summary>Never throws.</summary>
    /// <param name="item">Whose object to look at.</param>
    /// <param name="ct">Fires when the attempt must end because the program does.</param>
    public async ValueTask<ReconcileResult> RunAsync(WorkItem<ObjectKey> item, CancellationToken ct)
    {
        if (informer.Get(item.Key) is not { } resource)
        {
            return ReconcileResult.Done;
        }

        var context = new ReconcileContext
        {
            ReconcileId = Guid.NewGuid().ToString("N"),
            Controller = options.Name,
            Failures = item.Failures,
        };
        using var span = ReconcileSpan.Start(options.Name, resource, context.ReconcileId, options.Traces);
        using var scope = LogScope.OfAttempt(logger, options.Name, T.Type, item.Key, context.ReconcileId);
        var attempt = options.Metrics?.Started(options.Name, item.Waited);
        var started = time.GetTimestamp();
        var (result, outcome) = await GuardAsync(resource, context, item, ct).ConfigureAwait(false);
        options.Metrics?.Finished(options.Name, attempt!, outcome, time.GetElapsedTime(started));
        ReconcileSpan.Finish(
            span, ControllerMetrics.ResultOf(outcome), result.IsDone, ControllerMetrics.IsFailure(outcome), resource, options.Traces);
        return result;
    }

    private async Task<(ReconcileResult Result, ReconcileOutcome Outcome)> GuardAsync(
        T resource, ReconcileContext context, WorkItem<ObjectKey> item, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.ReconcileTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            var result = await HandleAsync(resource, context, linked.Token).ConfigureAwait(false);
            return (result, Conclude(result, item));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Log.Stopped(logger, T.Type.Kind, item.Key);
            return (ReconcileResult.Retry("stopped"), ReconcileOutcome.Stopped);
        }
        catch (LeadershipLostException)
        {
            Log.Stopped(logger, T.Type.Kind, item.Key);
            return (ReconcileResult.Retry("leadership lost"), ReconcileOutcome.Stopped);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested)
        {
            LogFailure(item, new TimeoutException($"Not finished within {options.ReconcileTimeout.TotalSeconds} s.", error));
            return (ReconcileResult.Retry("timeout"), ReconcileOutcome.Timeout);
        }
        catch (KubeApiException error) when (error.IsConflict)
        {
            Log.Conflict(logger, T.Type.Kind, item.Key, error.Message);
            return (ReconcileResult.Conflict, ReconcileOutcome.Conflict);
        }
        catch (TerminalException error)
        {
            Log.Terminal(logger, T.Type.Kind, item.Key, error);
            return (ReconcileResult.Done, ReconcileOutcome.TerminalError);
        }
        catch (Exception error)
        {
            LogFailure(item, error);
            var atLeast = (error as KubeApiException)?.RetryAfter ?? TimeSpan.Zero;
            return (ReconcileResult.Retry(error.Message, atLeast), Bugs.IsOne(error) ? ReconcileOutcome.Panic : ReconcileOutcome.Error);
        }
    }

    private ValueTask<ReconcileResult> HandleAsync(T resource, ReconcileContext context, CancellationToken ct)
    {
        if (resource.Metadata.DeletionTimestamp is not null && !(finalizer is null && options.IncludeDeleting))
        {
            return FinalizeAsync(resource, context, ct);
        }

        return finalizer is null || Finalizers.Has(resource, finalizer.NameFor(resource))
            ? reconciler.ReconcileAsync(resource, context, ct)
            : ReconcileWithFinalizerAsync(resource, finalizer, context, ct);
    }

    /// <summary>
    /// The finalizer must be stored before the reconciler creates anything elsewhere; otherwise a deletion in between would leave
    /// that behind for ever.
    /// </summary>
    private async ValueTask<ReconcileResult> ReconcileWithFinalizerAsync(
        T resource, IFinalizer<T> missing, ReconcileContext context, CancellationToken ct)
    {
        var stored = await Finalizers.AddAsync(client, resource, missing.NameFor(resource), ct).ConfigureAwait(false);
        if (stored is null)
        {
            return ReconcileResult.Done;
        }

        informer.ObserveWrite(stored);
        return stored.Metadata.DeletionTimestamp is null
            ? await reconciler.ReconcileAsync(stored, context, ct).ConfigureAwait(false)
            : await FinalizeAsync(stored, context, ct).ConfigureAwait(false);
    }

    private async ValueTask<ReconcileResult> FinalizeAsync(T resource, ReconcileContext context, CancellationToken ct)
    {
        var present = finalizer?.Names.Where(name => Finalizers.Has(resource, name)).ToList();
        if (finalizer is null || present is not { Count: > 0 })
        {
            return ReconcileResult.Done;
        }

        var result = await finalizer.FinalizeAsync(resource, context, ct).ConfigureAwait(false);
        if (!result.IsDone)
        {
            return result;
        }

        var current = resource;
        foreach (var name in present)
        {
            current = await Finalizers.RemoveAsync(client, current, name, ct).ConfigureAwait(false);
            if (current is null)
            {
                break;
            }

            informer.ObserveWrite(current);
        }

        return ReconcileResult.Done;
    }

    private ReconcileOutcome Conclude(in ReconcileResult result, in WorkItem<ObjectKey> item)
    {
        if (result.Kind is ResultKind.Retry)
        {
            var level = BitOperations.IsPow2(item.Failures + 1) ? LogLevel.Information : LogLevel.Debug;
            Log.NotReady(logger, level, T.Type.Kind, item.Key, result.Reason, item.Failures + 1);
            return ReconcileOutcome.Requeue;
        }

        if (item.Failures > 0)
        {
            Log.Recovered(logger, T.Type.Kind, item.Key, item.Failures);
        }

        return result.IsDone ? ReconcileOutcome.Success : ReconcileOutcome.RequeueAfter;
    }

    /// <summary>A failure that lasts is logged less and less often: at the first, second, fourth, eighth … attempt.</summary>
    private void LogFailure(in WorkItem<ObjectKey> item, Exception error)
    {
        var level = BitOperations.IsPow2(item.Failures + 1) ? LogLevel.Error : LogLevel.Debug;
        Log.Failed(logger, level, T.Type.Kind, item.Key, item.Failures + 1, error);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Stopped while working on {Kind} {Key}.")]
        public static partial void Stopped(ILogger logger, string kind, ObjectKey key);

        [LoggerMessage(2, LogLevel.Debug, "{Kind} {Key} changed meanwhile; looking again: {Reason}")]
        public static partial void Conflict(ILogger logger, string kind, ObjectKey key, string reason);

        [LoggerMessage(3, LogLevel.Error, "{Kind} {Key} failed and is left alone until something changes.")]
        public static partial void Terminal(ILogger logger, string kind, ObjectKey key, Exception error);

        [LoggerMessage(EventId = 4, Message = "{Kind} {Key} failed, {Failures} in a row.")]
        public static partial void Failed(ILogger logger, LogLevel level, string kind, ObjectKey key, int failures, Exception error);

        [LoggerMessage(EventId = 5, Message = "{Kind} {Key} is not ready: {Reason} ({Failures} in a row).")]
        public static partial void NotReady(ILogger logger, LogLevel level, string kind, ObjectKey key, string? reason, int failures);

        [LoggerMessage(6, LogLevel.Information, "{Kind} {Key} is fine again after {Failures} failures.")]
        public static partial void Recovered(ILogger logger, string kind, ObjectKey key, int failures);
    }
}
