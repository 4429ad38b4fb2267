namespace Gko.DevCluster.ApiServer;

/// <summary>What every kind of write needs.</summary>
internal sealed record WriteServices(ObjectStore Store, ResourceRegistry Registry, IAdmissionChain Admission, TimeProvider Time)
{
    public ResourceDefinition Namespaces => Registry.Get("", "v1", "namespaces");

    public ResourceDefinition Definitions => Registry.Get("apiextensions.k8s.io", "v1", "customresourcedefinitions");
}
