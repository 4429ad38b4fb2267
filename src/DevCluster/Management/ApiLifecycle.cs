using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;

namespace Gko.DevCluster.Management;

/// <summary>What gateways get to see: deployments, starts and stops, as events.</summary>
internal sealed class ApiLifecycle(ManagementStore store)
{
    /// <summary>Publishes the definition as it is now.</summary>
    public void Deploy(StoredApi api, string? label = null)
    {
        api.DeploymentNumber++;
        api.DeployedAt = store.Now;
        store.Record("PUBLISH_API", api, Payload(api), label);
    }

    /// <summary>Starts or stops. APIs that gateways read from the cluster emit nothing.</summary>
    public void Switch(StoredApi api, string state)
    {
        api.State = state;
        if (api.SyncedFromManagement)
        {
            store.Record(state == "STARTED" ? "START_API" : "STOP_API", api, LastPayload(api));
        }
    }

    public void Undeploy(StoredApi api)
    {
        if (api.SyncedFromManagement)
        {
            store.Record("UNPUBLISH_API", api, LastPayload(api));
        }
    }

    /// <summary>Starting does not deploy: gateways get what was published last.</summary>
    private ReadOnlyMemory<byte> LastPayload(StoredApi api) =>
        store.Events.LastOrDefault(e => e.ApiId == api.Id && e.Type == "PUBLISH_API")?.Payload ?? Payload(api);

    private static ReadOnlyMemory<byte> Payload(StoredApi api) => JsonText.Write(ApiViews.GatewayPayload(api));
}
