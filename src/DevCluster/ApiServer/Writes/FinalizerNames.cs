namespace Gko.DevCluster.ApiServer;

/// <summary>The finalizers that the server itself sets.</summary>
internal static class FinalizerNames
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";
    public const string DefinitionCleanup = "customresourcecleanup.apiextensions.k8s.io";
}
