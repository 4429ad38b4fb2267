using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

/// <summary>Two Kubernetes APIs, each with its operator, and one Management API for both.</summary>
public sealed class TwoClusters<T> : IAsyncLifetime
    where T : ClusterFixture, new()
{
    public T First { get; } = new();

    public T Second { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await First.InitializeAsync();
        if (First.IsStarted)
        {
            Second.ShareManagementOf(First);
        }

        await Second.InitializeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }
}
