using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A user with a role on an API or an application.</summary>
public sealed class Member
{
    [Description("Identity provider that knows the user, such as gravitee, ldap or memory.")]
    [Required]
    [Example("gravitee")]
    public string? Source { get; set; }

    [Description("The user's identifier at that provider.")]
    [Required]
    [Example("user@email.com")]
    public string? SourceId { get; set; }

    [Description("Name of the role. APIM falls back to its default role when there is no such one.")]
    [Default("USER")]
    public string? Role { get; set; }
}
