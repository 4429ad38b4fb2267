namespace Gko.Contracts;

/// <summary>What the operator knows about a reusable resource.</summary>
public sealed class ApiResourceStatus : StatusBase
{
}
