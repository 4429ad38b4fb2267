namespace Gko.Contracts.Wire;

/// <summary>Keys in the data of the ConfigMaps from which gateways take APIs.</summary>
public static class GatewayConfigKeys
{
    /// <summary>The API as JSON.</summary>
    public const string Definition = "definition";

    /// <summary>The definition's version; without it gateways take the API for a v2 one.</summary>
    public const string DefinitionVersion = "apiDefinitionVersion";

    public const string OrganizationId = "organizationId";
    public const string EnvironmentId = "environmentId";

    /// <summary>The organization and environment of an API that no APIM knows.</summary>
    public const string DefaultId = "DEFAULT";
}
