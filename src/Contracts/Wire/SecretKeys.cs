namespace Gko.Contracts.Wire;

/// <summary>Keys of the Secrets that a ManagementContext refers to.</summary>
public static class SecretKeys
{
    public const string BearerToken = "bearerToken";
    public const string Username = "username";
    public const string Password = "password";
    public const string CloudToken = "cloudToken";
}
