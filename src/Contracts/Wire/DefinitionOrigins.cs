namespace Gko.Contracts.Wire;

/// <summary>Where a v2 API is maintained and where gateways take it from. Upstream compares without regard to case.</summary>
public static class DefinitionOrigins
{
    public const string Kubernetes = "kubernetes";
    public const string Management = "management";
}
