namespace Gko.Contracts;

/// <summary>A resource as it could stand in an API.</summary>
public sealed class ApiResourceSpec : ResourceBase
{
}
