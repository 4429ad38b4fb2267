using Gko.Contracts;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests;

/// <summary>A rule of the specification by example: what is done to a valid API of either version, and the exact words that answer it.</summary>
/// <param name="Id">The rule's id and what is special.</param>
/// <param name="Case">What is done to the API <c>default/api</c>.</param>
/// <param name="Error">The first error; null for an API that passes.</param>
/// <param name="Field">Where the error or the warning stands; names in braces mean another field for each version.</param>
internal sealed record ApiRule(string Id, Action<ApiSpec> Case, string? Error = null, string? Field = null)
    : Rule<Action<ApiSpec>>(Id, Case, Error, Field)
{
    /// <summary>The check that makes the warning an error when it is strict.</summary>
    public string? Check { get; init; }

    /// <summary>What the error is then, where it is not the warning.</summary>
    public string? Strict { get; init; }

    /// <summary>What else is in the cluster.</summary>
    public Action<FakeCluster>? Given { get; init; }

    /// <summary>The only version with this rule; null for both.</summary>
    public string? Only { get; init; }

    /// <summary>The rule with the fields of that version.</summary>
    public ApiRule Of(string version) => this with { Field = FieldOf(version) };

    private string? FieldOf(string version) => version == "v2"
        ? Field?.Replace("{path0}", "spec.proxy.virtual_hosts[0].path").Replace("{path1}", "spec.proxy.virtual_hosts[1].path")
            .Replace("{endpoints}", "spec.proxy.groups[0].endpoints").Replace("{target}", "spec.proxy.groups[0].endpoints[0].target")
            .Replace("{plan0}", "spec.plans[0]")
        : Field?.Replace("{path0}", "spec.listeners[0].paths[0].path").Replace("{path1}", "spec.listeners[0].paths[1].path")
            .Replace("{endpoints}", "spec.endpointGroups[0].endpoints").Replace("{target}", "spec.endpointGroups[0].endpoints[0].configuration.target")
            .Replace("{plan0}", "spec.plans.KeyLess");
}
