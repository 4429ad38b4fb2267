using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks.Tests;

/// <summary>Requests as the API server would ask about them.</summary>
internal static class Requests
{
    public static UserInfo Alice { get; } = new()
    {
        Username = "alice",
        Uid = "uid-of-alice",
        Groups = ["team"],
        Extra = new() { ["scopes.example.com"] = ["narrow"] },
    };

    public static AdmissionContext<T> Create<T>(T resource, bool dryRun = false) where T : class, IResource =>
        Of(AdmissionOperation.Create, resource, null, dryRun);

    public static AdmissionContext<T> Update<T>(T old, T now) where T : class, IResource => Of(AdmissionOperation.Update, now, old);

    public static AdmissionContext<T> Delete<T>(T old) where T : class, IResource => Of(AdmissionOperation.Delete, null, old);

    private static AdmissionContext<T> Of<T>(AdmissionOperation operation, T? now, T? old, bool dryRun = false) where T : class, IResource
    {
        var key = ObjectKey.Of((now ?? old)!);
        return new AdmissionContext<T>(operation, now, old, key.Name, key.Namespace, Alice, dryRun, null);
    }
}
