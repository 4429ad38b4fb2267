using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A client of APIs, the people who look after it, and how it identifies itself.</summary>
public sealed class ApplicationSpec
{
    [Description("The ManagementContext that says which APIM environment this application is synced to.")]
    [Required]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Id of the application in APIM. Set it only to adopt one from before human-readable ids; left out, the operator takes care of it.")]
    public string? Id { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }

    [Description("Name of the application as people see it in the console and the portal.")]
    [Required]
    public string? Name { get; set; }

    [Description("What the application is for, in a sentence.")]
    [Required]
    public string? Description { get; set; }

    [Description("Domain that the application runs under.")]
    public string? Domain { get; set; }

    [Description("Picture for the portal, base64-encoded, as a data URL.")]
    public string? Picture { get; set; }

    [Description("URL of a picture for the portal. Alternative to picture.")]
    public string? PictureUrl { get; set; }

    [Description("Background picture for the portal, base64-encoded, as a data URL.")]
    public string? Background { get; set; }

    [Description("Names or ids of APIM groups whose members get access to the application.")]
    public List<string>? Groups { get; set; }

    [Description("Users who get a role on the application.")]
    public List<Member>? Members { get; set; }

    [Description("Whether a user who becomes a member is told by mail.")]
    public bool? NotifyMembers { get; set; }

    [Description("Typed facts about the application.")]
    public List<ApplicationMetadata>? Metadata { get; set; }

    [Description("How the application identifies itself: app or oauth, and tls beside it.")]
    [Required]
    public ApplicationSettings? Settings { get; set; }
}
