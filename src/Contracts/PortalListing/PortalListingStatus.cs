namespace Gko.Contracts;

/// <summary>What the operator knows about a listing.</summary>
public sealed class PortalListingStatus : SyncedStatus
{
}
