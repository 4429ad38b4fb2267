namespace Gko.Contracts.Wire;

/// <summary>How the clients of a plan identify themselves. The schema allows any text, because templates may stand here.</summary>
public static class PlanSecurities
{
    public const string KeyLess = "KEY_LESS";
    public const string ApiKey = "API_KEY";
    public const string Jwt = "JWT";
    public const string OAuth2 = "OAUTH2";
    public const string MutualTls = "MTLS";
}
