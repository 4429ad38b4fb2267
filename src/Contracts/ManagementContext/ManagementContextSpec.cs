using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Where an APIM environment is and how to sign in to it.</summary>
public sealed class ManagementContextSpec
{
    [Description("URL of APIM's management API, such as https://apim.example.com. Not needed for Gravitee Cloud.")]
    public string? BaseUrl { get; set; }

    [Description("Path put between baseUrl and the API calls, where a proxy serves APIM under another one than usual.")]
    public string? Path { get; set; }

    [Description("Organization to work in. For Gravitee Cloud it is read from the token.")]
    public string? OrganizationId { get; set; }

    [Description("Environment to work in. For Gravitee Cloud it is read from the token when that names exactly one.")]
    public string? EnvironmentId { get; set; }

    [Description("How the operator signs in. Not needed for Gravitee Cloud.")]
    public Auth? Auth { get; set; }

    [Description("Set it to work with Gravitee Cloud.")]
    public Cloud? Cloud { get; set; }
}
