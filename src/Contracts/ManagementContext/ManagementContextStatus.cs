namespace Gko.Contracts;

/// <summary>What the operator knows about a management context.</summary>
public sealed class ManagementContextStatus : StatusBase
{
}
