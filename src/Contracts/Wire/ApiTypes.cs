namespace Gko.Contracts.Wire;

/// <summary>What a v4 API speaks.</summary>
public static class ApiTypes
{
    public const string Proxy = "PROXY";
    public const string Message = "MESSAGE";

    /// <summary>Kafka without mediation.</summary>
    public const string Native = "NATIVE";
    public const string LlmProxy = "LLM_PROXY";
    public const string McpProxy = "MCP_PROXY";
    public const string A2aProxy = "A2A_PROXY";
}
