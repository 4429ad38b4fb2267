namespace Gko.DevCluster.ApiServer;

/// <summary>Nothing new comes into a namespace that is not there or on its way out.</summary>
internal static class NamespaceGate
{
    public static readonly IReadOnlyList<string> Undeletable = ["default", "kube-system", "kube-public"];

    /// <exception cref="ApiStatusException">404 or 403.</exception>
    public static void CheckCreate(WriteServices services, WriteContext context, string name)
    {
        if (context.Namespace is not { } ns)
        {
            return;
        }

        var found = services.Store.Get(services.Namespaces.Key(null, ns)) ?? throw Refusals.NamespaceNotFound(ns);
        if (found.IsDeleting)
        {
            throw Refusals.NamespaceTerminating(context.Resource, ns, name);
        }
    }

    /// <exception cref="ApiStatusException">403.</exception>
    public static void CheckDelete(WriteContext context)
    {
        if (context.Resource.QualifiedName == "namespaces" && Undeletable.Contains(context.Name))
        {
            throw Refusals.Forbidden("", "namespaces", context.Name, "this namespace may not be deleted");
        }
    }
}
