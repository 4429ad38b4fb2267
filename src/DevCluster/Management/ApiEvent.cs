namespace Gko.DevCluster.Management;

/// <summary>Something that gateways would be told.</summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="Type">
/// <c>PUBLISH_API</c>, <c>START_API</c>, <c>STOP_API</c>, <c>UNPUBLISH_API</c>, <c>DEPLOY_SHARED_POLICY_GROUP</c>,
/// <c>UNDEPLOY_SHARED_POLICY_GROUP</c>, or <c>PUBLISH_DICTIONARY</c>, <c>UNPUBLISH_DICTIONARY</c>, <c>START_DICTIONARY</c> and
/// <c>STOP_DICTIONARY</c>.
/// </param>
/// <param name="ApiId">The API, shared policy group or dictionary.</param>
/// <param name="DeploymentNumber">How often it had been published by then; 0 for dictionaries.</param>
/// <param name="Label">Given by the user who deployed, if any.</param>
/// <param name="At">When.</param>
/// <param name="Payload">The definition as gateways get it, as JSON in UTF-8.</param>
public sealed record ApiEvent(
    long Sequence, string Type, string ApiId, int DeploymentNumber, string? Label, DateTimeOffset At, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Where it happened.</summary>
    public string EnvironmentId { get; init; } = "";
}
