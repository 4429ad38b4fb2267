namespace Gko.Contracts.Wire;

/// <summary>Labels by which gateways find the ConfigMaps of APIs; the same for v2 and v4.</summary>
public static class GatewayLabels
{
    public const string ManagedBy = "managed-by";
    public const string ManagedByValue = "gravitee.io";

    public const string Kind = "gio-type";
    public const string KindValue = "apidefinitions.gravitee.io";
}
