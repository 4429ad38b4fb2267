using Gko.Apim.Http;

namespace Gko.Apim.Connections;

/// <summary>Where an APIM environment is and how to log in: a resolved ManagementContext.</summary>
public sealed record ApimConnection
{
    /// <summary>The ManagementContext, as <c>namespace/name</c>, for metrics and traces; empty when unknown.</summary>
    public string Context { get; init; } = "";

    /// <summary>Scheme and host, optionally with a path that is kept, such as <c>https://apim.example.com/eu</c>.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary><see cref="BaseUrl"/> as messages show it: without a user name and password.</summary>
    public string DisplayUrl => UrlPath.WithoutUserInfo(BaseUrl);

    /// <summary>Replaces the management and the automation path segment alike; null for the defaults.</summary>
    public string? ManagementPath { get; init; }

    /// <summary>The organization's id.</summary>
    public string OrganizationId { get; init; } = "";

    /// <summary>The environment's id, or a human-readable one of it.</summary>
    public string EnvironmentId { get; init; } = "";

    /// <summary>True for Gravitee Cloud, whose default paths differ.</summary>
    public bool Cloud { get; init; }

    /// <summary>How requests are authenticated.</summary>
    public ApimCredentials Credentials { get; init; } = ApimCredentials.None;

    /// <summary>The absolute URL of a Management API v1 resource of the environment.</summary>
    /// <param name="suffix">Path below the environment, and its query; values in it are already escaped.</param>
    public string ManagementV1(string suffix = "") => Environment(ManagementSegment, suffix);

    /// <summary>The absolute URL of a Management API v2 resource of the environment.</summary>
    /// <param name="suffix">Path below the environment, and its query; values in it are already escaped.</param>
    public string ManagementV2(string suffix = "") => Environment(ManagementSegment + "/v2", suffix);

    /// <summary>The absolute URL of a Management API v2 resource of the whole organization.</summary>
    /// <param name="suffix">Path below the organization, and its query; values in it are already escaped.</param>
    public string ManagementV2Organization(string suffix = "") =>
        UrlPath.Join(BaseUrl, ManagementSegment + "/v2", "organizations", OrganizationId) + suffix;

    /// <summary>The absolute URL of an Automation API resource of the environment.</summary>
    /// <param name="suffix">Path below the environment, and its query; values in it are already escaped.</param>
    public string Automation(string suffix = "") => Environment(AutomationSegment, suffix);

    private string ManagementSegment => Override ?? (Cloud ? "/apim/rest" : "/management");

    private string AutomationSegment => Override ?? (Cloud ? "/apim/automation" : "/automation");

    private string? Override => string.IsNullOrWhiteSpace(ManagementPath) ? null : ManagementPath;

    private string Environment(string api, string suffix) =>
        UrlPath.Join(BaseUrl, api, "organizations", OrganizationId, "environments", EnvironmentId) + suffix;
}
