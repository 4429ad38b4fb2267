namespace Gko.Contracts;

/// <summary>What the operator knows about a dictionary.</summary>
public sealed class DictionaryStatus : SyncedStatus
{
}
