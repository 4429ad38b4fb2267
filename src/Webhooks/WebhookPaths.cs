using Gko.Kubernetes.Model;

namespace Gko.Webhooks;

/// <summary>The paths under which upstream serves its webhooks; existing webhook configurations name them.</summary>
public static class WebhookPaths
{
    /// <summary><c>/validate-gravitee-io-v1alpha1-apidefinition</c> and the like.</summary>
    public static string Validate(ResourceType type) => $"/validate-{Suffix(type)}";

    /// <summary><c>/mutate-gravitee-io-v1alpha1-managementcontext</c> and the like.</summary>
    public static string Mutate(ResourceType type) => $"/mutate-{Suffix(type)}";

    private static string Suffix(ResourceType type) =>
        $"{type.Group.Replace('.', '-')}-{type.Version}-{type.Kind.ToLowerInvariant()}";
}
