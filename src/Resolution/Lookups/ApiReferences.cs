using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Follows what APIs of both versions refer to, the context aside.</summary>
internal sealed class ApiReferences
{
    public ApiReferences(ObjectLookups lookups, SpecTemplates templates)
    {
        Groups = new(lookups.Groups);
        Resources = new(lookups.Resources, templates);
        Notifications = new(lookups.Notifications, Groups);
        PolicyGroups = new(lookups.PolicyGroups);
    }

    public GroupReferences Groups { get; }

    public ResourceReferences Resources { get; }

    public NotificationReferences Notifications { get; }

    public PolicyGroupReferences PolicyGroups { get; }

    /// <summary>Whether anything would be replaced, so that a shared spec needs a copy first.</summary>
    public static bool Any(ApiSpec spec) =>
        spec.GroupRefs is { Count: > 0 }
        || spec.Resources?.Any(resource => resource?.Ref is not null) == true
        || (spec is ApiV4DefinitionSpec v4 && PolicyGroupSteps.Of(v4).Any());
}
