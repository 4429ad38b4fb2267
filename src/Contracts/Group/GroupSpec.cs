using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A group of users.</summary>
public sealed class GroupSpec
{
    [Description("The ManagementContext that says which APIM environment this group is synced to. Needed, though the schema does not insist.")]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Id of the group in APIM. Set it only to adopt one from before human-readable ids; left out, the operator takes care of it.")]
    public string? Id { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }

    [Description("Name of the group as people see it in the console.")]
    [Required]
    public string? Name { get; set; }

    [Description("The users; may be empty.")]
    [Required]
    public List<GroupMember>? Members { get; set; }

    [Description("Whether a user who becomes a member is told by mail.")]
    [Default(true)]
    public bool? NotifyMembers { get; set; }
}
