namespace Gko.DevCluster.ApiServer;

/// <summary>No new objects of a kind whose definition is being deleted.</summary>
internal static class DefinitionGate
{
    /// <exception cref="ApiStatusException">405.</exception>
    public static void CheckCreate(WriteServices services, ResourceDefinition resource)
    {
        if (resource.IsCustom && services.Store.Get(services.Definitions.Key(null, resource.QualifiedName)) is { IsDeleting: true })
        {
            throw Refusals.MethodNotAllowed("create not allowed while custom resource definition is terminating");
        }
    }
}
