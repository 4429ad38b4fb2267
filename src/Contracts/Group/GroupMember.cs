using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A user in a group, with a role in each scope.</summary>
public sealed class GroupMember
{
    [Description("Identity provider that knows the user, such as gravitee, ldap or memory.")]
    [Required]
    [Example("gravitee")]
    public string? Source { get; set; }

    [Description("The user's identifier at that provider.")]
    [Required]
    [Example("user@email.com")]
    public string? SourceId { get; set; }

    [Description("Name of the role by scope; scopes are API, APPLICATION and INTEGRATION.")]
    [Default(Json = "{}")]
    public Dictionary<string, string>? Roles { get; set; }
}
