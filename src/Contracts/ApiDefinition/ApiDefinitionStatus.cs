namespace Gko.Contracts;

/// <summary>What the operator knows about a v2 API.</summary>
public sealed class ApiDefinitionStatus : ApiStatus
{
}
