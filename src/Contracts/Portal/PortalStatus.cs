namespace Gko.Contracts;

/// <summary>What the operator knows about a portal.</summary>
public sealed class PortalStatus : SyncedStatus
{
}
