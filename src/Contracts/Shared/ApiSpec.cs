using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the specs of v2 and v4 APIs have in common.</summary>
public abstract class ApiSpec
{
    [Description("The ManagementContext that says which APIM environment this API is synced to.")]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Id of the API in APIM. Set it to adopt an existing API; left out, the operator derives one that never changes.")]
    public string? Id { get; set; }

    [Description("Id that stays the same when the API is promoted to another environment. Left out, it is derived from namespace and name.")]
    public string? CrossId { get; set; }

    [Description("Name of the API as people see it in the console and the portal.")]
    [Required]
    public string? Name { get; set; }

    [Description("Version of the API, free text such as 1.0.")]
    [Required]
    public string? Version { get; set; }

    [Description("Whether gateways serve the API (STARTED) or answer as if it did not exist (STOPPED).")]
    [Default(ApiStates.Started)]
    [AllowedValues(ApiStates.Started, ApiStates.Stopped)]
    public string? State { get; set; }

    [Description("Sharding tags: only gateways that carry one of them deploy the API. Without tags every gateway does.")]
    public List<string>? Tags { get; set; }

    [Description("Free words to find the API by in the console.")]
    [Default(Json = "[]")]
    public List<string>? Labels { get; set; }

    [Description("Names or ids of APIM groups whose members get access to the API.")]
    [Default(Json = "[]")]
    public List<string>? Groups { get; set; }

    [Description("Group objects of this cluster whose members get access to the API.")]
    [Default(Json = "[]")]
    public List<NamespacedReference>? GroupRefs { get; set; }

    [Description("Portal categories, by key, under which the API is listed.")]
    [Default(Json = "[]")]
    public List<string>? Categories { get; set; }

    [Description("PUBLIC shows the API to everybody on the portal, PRIVATE only to its members.")]
    [Default(Visibilities.Private)]
    [AllowedValues(Visibilities.Public, Visibilities.Private)]
    public string? Visibility { get; set; }

    [Description("Key-value pairs that policies read at run time through expressions.")]
    [Default(Json = "[]")]
    public List<ApiProperty>? Properties { get; set; }

    [Description("Typed facts about the API, usable in pages and notification mails.")]
    [Default(Json = "[]")]
    public List<ApiMetadata>? Metadata { get; set; }

    [Description("Caches, identity providers and the like that policies of this API use, inline or by reference to an ApiResource.")]
    [Default(Json = "[]")]
    public List<ResourceOrReference>? Resources { get; set; }

    [Description("Users who get a role on the API.")]
    public List<Member>? Members { get; set; }

    [Description("Whether a user who becomes a member is told by mail.")]
    [Default(true)]
    public bool? NotifyMembers { get; set; }

    [Description("Notification objects of this cluster that say which events of the API are reported to whom.")]
    [Default(Json = "[]")]
    public List<NamespacedReference>? NotificationsRefs { get; set; }
}
