namespace Gko.Contracts;

/// <summary>What the operator knows about a v4 API.</summary>
public sealed class ApiV4DefinitionStatus : ApiStatus
{
}
