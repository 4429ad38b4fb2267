namespace Gko.Kubernetes.Controllers;

/// <summary>Whose work a key is, so that nobody's work crowds out that of others.</summary>
/// <param name="Group">
/// What the work depends on and may hang on, such as a remote system. Groups take turns, and one group never has all workers.
/// </param>
/// <param name="Tenant">Whom the work is for, such as a namespace. The tenants of a group take turns.</param>
public readonly record struct QueueLane(string Group, string Tenant);
