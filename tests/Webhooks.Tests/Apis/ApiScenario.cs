using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks.Tests;

/// <summary>One row of upstream's tests of its admission: an example, what is done to it, and what becomes of it.</summary>
/// <param name="Id">The row in the specification.</param>
/// <param name="File">The example.</param>
/// <param name="Change">What is done to it.</param>
internal sealed record ApiScenario<T>(string Id, string File, Action<T> Change) where T : class, IResource<T>, IApi
{
    /// <summary>The first error up to our own remedy, empty for any; null for a request that passes.</summary>
    public string? Error { get; init; }

    /// <summary>All warnings up to the field; null for any.</summary>
    public string[]? Warnings { get; init; }

    /// <summary>What APIM remarks.</summary>
    public string? Remark { get; init; }

    /// <summary>What APIM objects to.</summary>
    public string? Objection { get; init; }

    /// <summary>Updates the example instead of creating it changed.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Deletes the example instead.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>Has a context; without one, the example's is removed.</summary>
    public bool HasContext { get; init; }

    /// <summary>What became of the stored one since it was applied.</summary>
    public Action<T> Since { get; init; } = _ => { };

    /// <summary>What else is in the cluster.</summary>
    public Action<WebhookFixture> Given { get; init; } = _ => { };
}
