using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

/// <summary>The Pod Security Standard <c>restricted</c>, which includes <c>baseline</c>.</summary>
internal static class PodSecurity
{
    private static readonly string[] Volumes =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    private static readonly string[] SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range",
    ];

    private static readonly string[] SeLinuxTypes = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    /// <summary>What the standard refuses in a pod's spec; empty when it admits the pod.</summary>
    public static IReadOnlyList<string> Violations(JsonNode pod) =>
    [
        .. new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(name => pod.Text(name) == "true"),
        .. OfContext(pod.At("securityContext"), "pod"),
        .. Items(pod, "securityContext/sysctls").Select(sysctl => sysctl.Text("name")!).Except(SafeSysctls).Select(name => $"sysctl {name}"),
        .. Items(pod, "volumes").Where(volume => !volume.AsObject().Any(entry => Volumes.Contains(entry.Key))).Select(volume => $"volume {volume.Text("name")}"),
        .. new[] { "initContainers", "containers", "ephemeralContainers" }.SelectMany(list => Items(pod, list)).SelectMany(container => OfContainer(pod, container)),
    ];

    private static IEnumerable<string> OfContainer(JsonNode pod, JsonNode container)
    {
        var context = container.At("securityContext");
        (bool Holds, string Rule)[] rules =
        [
            (context.Text("privileged") is null or "false", "privileged"),
            (context.Text("allowPrivilegeEscalation") == "false", "allowPrivilegeEscalation"),
            (context.Texts("capabilities/drop").Contains("ALL"), "capabilities.drop"),
            (!context.Texts("capabilities/add").Except(["NET_BIND_SERVICE"]).Any(), "capabilities.add"),
            ((context.Text("runAsNonRoot") ?? pod.Text("securityContext/runAsNonRoot")) == "true", "runAsNonRoot"),
            ((context.Text("seccompProfile/type") ?? pod.Text("securityContext/seccompProfile/type")) is "RuntimeDefault" or "Localhost", "seccompProfile"),
            (context.Text("procMount") is null or "Default", "procMount"),
            (Items(container, "ports").All(port => port.Text("hostPort") is null or "0"), "hostPort"),
        ];
        return rules.Where(rule => !rule.Holds).Select(rule => rule.Rule).Concat(OfContext(context, "container"));
    }

    private static IEnumerable<string> OfContext(JsonNode? context, string place)
    {
        (bool Holds, string Rule)[] rules =
        [
            (context.Text("runAsUser") != "0", "runAsUser"),
            (context.Text("runAsNonRoot") is null or "true", "runAsNonRoot"),
            (context.Text("seccompProfile/type") is null or "RuntimeDefault" or "Localhost", "seccompProfile"),
            (context.Text("appArmorProfile/type") is null or "RuntimeDefault" or "Localhost", "appArmorProfile"),
            (context.Text("seLinuxOptions/type") is not { } type || SeLinuxTypes.Contains(type), "seLinuxOptions.type"),
            (context.At("seLinuxOptions/user") is null && context.At("seLinuxOptions/role") is null, "seLinuxOptions"),
            (context.Text("windowsOptions/hostProcess") is null or "false", "windowsOptions.hostProcess"),
        ];
        return rules.Where(rule => !rule.Holds).Select(rule => $"{place} {rule.Rule}");
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node, string path) => (node.At(path) as JsonArray ?? []).OfType<JsonNode>();
}
