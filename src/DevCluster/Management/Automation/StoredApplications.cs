using System.Diagnostics.CodeAnalysis;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>What can be told of a stored application.</summary>
internal static class StoredApplications
{
    /// <summary>Whether it was deleted: it keeps its id, but nothing else of it counts.</summary>
    public static bool IsArchived([NotNullWhen(true)] this StoredObject? app) => app?.Spec.Text("status") == "ARCHIVED";
}
