namespace Gko.Contracts.Wire;

/// <summary>Kinds of OAuth clients.</summary>
public static class OAuthApplicationTypes
{
    public const string BackendToBackend = "BACKEND_TO_BACKEND";
    public const string Native = "NATIVE";
    public const string Browser = "BROWSER";
    public const string Web = "WEB";
}
