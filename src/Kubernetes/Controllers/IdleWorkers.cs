namespace Gko.Kubernetes.Controllers;

/// <summary>The workers that wait for a key, first come, first served. Callers must not run concurrently.</summary>
internal sealed class IdleWorkers<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Queue<TaskCompletionSource<WorkItem<TKey>>> _waiting = new();

    /// <summary>Puts a worker at the end of the row; its wait, given to <see cref="WaitAsync"/>, needs no lock any more.</summary>
    public TaskCompletionSource<WorkItem<TKey>> Add()
    {
        while (_waiting.TryPeek(out var first) && first.Task.IsCompleted)
        {
            _waiting.Dequeue();
        }

        var waiter = new TaskCompletionSource<WorkItem<TKey>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiter);
        return waiter;
    }

    public static async ValueTask<WorkItem<TKey>> WaitAsync(TaskCompletionSource<WorkItem<TKey>> waiter, CancellationToken ct)
    {
        using (ct.UnsafeRegister(static (state, token) => ((TaskCompletionSource<WorkItem<TKey>>)state!).TrySetCanceled(token), waiter))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Hands a key to the first worker that still waits; one that was cancelled refuses. False when there is none.</summary>
    public bool TryHand(in WorkItem<TKey> item)
    {
        while (_waiting.TryDequeue(out var waiter))
        {
            if (waiter.TrySetResult(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_waiting.TryDequeue(out var waiter))
        {
            waiter.TrySetException(new ObjectDisposedException(nameof(WorkQueue<>)));
        }
    }
}
