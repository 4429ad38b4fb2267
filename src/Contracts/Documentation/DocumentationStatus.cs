namespace Gko.Contracts;

/// <summary>What the operator knows about a page of the new portal.</summary>
public sealed class DocumentationStatus : SyncedStatus
{
}
