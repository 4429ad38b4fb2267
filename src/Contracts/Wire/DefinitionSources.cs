namespace Gko.Contracts.Wire;

/// <summary>Where a v4 API is maintained and where gateways take it from.</summary>
public static class DefinitionSources
{
    public const string Kubernetes = "KUBERNETES";
    public const string Management = "MANAGEMENT";
}
