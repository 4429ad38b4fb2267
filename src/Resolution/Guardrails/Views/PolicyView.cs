namespace Gko.Resolution;

/// <summary>A step of a flow.</summary>
/// <param name="Name">The policy; empty for a reference to a SharedPolicyGroup.</param>
/// <param name="Field">Where it stands.</param>
/// <param name="Plan">The plan of the flow; null for a flow of the whole API.</param>
/// <param name="Runs">For which requests it runs.</param>
/// <param name="Group">The SharedPolicyGroup that the step stands for; null for a single policy.</param>
internal sealed record PolicyView(string Name, string Field, string? Plan, PolicyRuns Runs, GroupLink? Group = null);
