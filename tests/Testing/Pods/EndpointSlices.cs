using System.Text.Json.Nodes;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>Leads the Services that select a pod to it, as the controller does that is not there.</summary>
internal sealed class EndpointSlices(PodTemplate pod, ClusterReader cluster, Kubectl kubectl)
{
    private const string Manager = "gko-testing";

    public async Task AnnounceAsync()
    {
        var services = (await cluster.ServicesAsync().ConfigureAwait(false)).Where(service => pod.IsSelectedBy(service.Map("spec").Map("selector")));
        JsonNode[] slices = [.. services.Select(SliceOf)];
        if (slices.Length > 0)
        {
            var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray(slices) };
            (await kubectl.ApplyAsync(list.ToJsonString()).ConfigureAwait(false)).OrThrow();
        }
    }

    public Task WithdrawAsync() => kubectl.RunAsync(
        "delete", "endpointslices", "-n", pod.Namespace, "-l", $"endpointslice.kubernetes.io/managed-by={Manager}", "--ignore-not-found");

    private JsonObject SliceOf(JsonObject service)
    {
        var name = service.Map("metadata").Text("name")!;
        return new JsonObject
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = pod.Namespace,
                ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = name, ["endpointslice.kubernetes.io/managed-by"] = Manager },
            },
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray(new JsonObject
            {
                ["addresses"] = new JsonArray(NodeAddress.Value),
                ["conditions"] = new JsonObject { ["ready"] = true },
            }),
            ["ports"] = new JsonArray([.. service.Map("spec").Maps("ports").Select(port => new JsonObject
            {
                ["name"] = port.Text("name") ?? "",
                ["protocol"] = port.Text("protocol") ?? "TCP",
                ["port"] = pod.Port(port.Text("targetPort")!),
            })]),
        };
    }
}
