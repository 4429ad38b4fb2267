namespace Gko.Contracts;

/// <summary>What the operator knows about a link of a portal.</summary>
public sealed class PortalLinkStatus : SyncedStatus
{
}
