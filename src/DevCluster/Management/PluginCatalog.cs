namespace Gko.DevCluster.Management;

/// <summary>The plugins of a usual installation, as far as manifests name them.</summary>
internal static class PluginCatalog
{
    private const string Requests = "REQUEST";
    private const string Both = "REQUEST RESPONSE";
    private const string Messages = "REQUEST RESPONSE PUBLISH SUBSCRIBE";
    private const string Streams = "PUBLISH SUBSCRIBE";

    /// <summary>Policies by id.</summary>
    public static IReadOnlyDictionary<string, PolicyPlugin> Policies { get; } = new PolicyPlugin[]
    {
        new("cache", "Cache", Requests, ""),
        new("cloud-events", "Cloud Events", "", Streams),
        new("dynamic-routing", "Dynamic Routing", Requests, Requests),
        new("generate-jwt", "Generate JWT", Requests, Requests),
        new("groovy", "Groovy", Both, Messages),
        new("html-json", "HTML to JSON Transformation", "RESPONSE", ""),
        new("ip-filtering", "IP Filtering", Requests, Requests),
        new("javascript", "Javascript", Both, Messages),
        new("json-threat-protection", "JSON Threat Protection", Requests, Requests),
        new("json-to-json", "JSON to JSON Transformation", Both, Messages),
        new("json-validation", "JSON Validation", Both, Messages),
        new("json-xml", "JSON to XML", Both, Messages),
        new("jwt", "JSON Web Tokens", Requests, Requests),
        new("latency", "Latency", Requests, "REQUEST PUBLISH SUBSCRIBE"),
        new("message-filtering", "Message Filtering", "", Streams),
        new("metrics-reporter", "Metrics Reporter", "RESPONSE", ""),
        new("mock", "Mock", Requests, ""),
        new("oauth2", "OAuth2", Requests, Requests),
        new("policy-assign-attributes", "Assign Attributes", Both, Messages),
        new("policy-assign-content", "Assign content", Both, Messages),
        new("policy-basic-authentication", "Basic Authentication", Requests, Requests),
        new("policy-circuit-breaker", "Circuit Breaker", Requests, ""),
        new("policy-http-callout", "HTTP Callout", Both, Messages),
        new("policy-interrupt", "Interrupt", Both, Messages),
        new("policy-override-request-method", "Override HTTP Method", Requests, ""),
        new("policy-request-validation", "Request Validation", Requests, Requests),
        new("quota", "Quota", Requests, Requests),
        new("rate-limit", "Rate Limit", Requests, Requests),
        new("rbac", "Role Based Access Control", Requests, Requests),
        new("regex-threat-protection", "Regex Threat Protection", Requests, Requests),
        new("request-content-limit", "Request Content Limit", Requests, Requests),
        new("resource-filtering", "Resource Filtering", Requests, Requests),
        new("rest-to-soap", "REST to SOAP Transformer", Requests, ""),
        new("retry", "Retry", Requests, ""),
        new("shared-policy-group-policy", "Shared Policy Group", Both, Messages),
        new("spike-arrest", "Spike Arrest", Requests, Requests),
        new("traffic-shadowing", "Traffic Shadowing", Requests, ""),
        new("transform-headers", "Transform Headers", Both, Messages),
        new("transform-queryparams", "Transform Query Parameters", Requests, Requests),
        new("url-rewriting", "URL Rewriting", "RESPONSE", ""),
        new("xml-json", "XML to JSON", Both, Messages),
        new("xml-threat-protection", "XML Threat Protection", Requests, Requests),
        new("xml-validation", "XML Validation", Both, Messages),
        new("xslt", "XSLT", Both, ""),
    }.ToDictionary(plugin => plugin.Id, StringComparer.Ordinal);

    public static IReadOnlyList<string> Resources { get; } =
    [
        "auth-provider-http-resource", "auth-provider-inline-resource", "auth-provider-ldap-resource", "cache", "cache-redis", "oauth2",
        "oauth2-am-resource", "oauth2-keycloak-resource",
    ];

    public static IReadOnlyList<string> Endpoints { get; } =
        ["a2a-proxy", "http-proxy", "kafka", "llm-proxy", "mcp-proxy", "mock", "mqtt5", "native-kafka", "rabbitmq", "solace", "tcp-proxy"];

    public static IReadOnlyList<string> Entrypoints { get; } =
    [
        "a2a-proxy", "http-get", "http-post", "http-proxy", "llm-proxy", "mcp", "mcp-proxy", "native-kafka", "sse", "tcp-proxy", "webhook",
        "websocket",
    ];
}
