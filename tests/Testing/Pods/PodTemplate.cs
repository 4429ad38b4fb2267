using System.Globalization;
using System.Text.Json.Nodes;

namespace Gko.Testing.Pods;

/// <summary>The pod that a Deployment asks for.</summary>
public sealed class PodTemplate
{
    // What decides where and when a pod runs, of which there is but one here, and what a container engine sees to.
    private static readonly string[] IgnoredOfPods =
    [
        "affinity", "dnsPolicy", "hostNetwork", "imagePullSecrets", "nodeSelector", "priorityClassName", "restartPolicy", "schedulerName",
        "tolerations", "topologySpreadConstraints",
    ];

    private static readonly string[] IgnoredOfContainers =
        ["image", "imagePullPolicy", "livenessProbe", "resources", "terminationMessagePath", "terminationMessagePolicy"];

    private PodTemplate(JsonObject deployment)
    {
        var template = deployment.Map("spec").Map("template").WithOnly("the template", "metadata", "spec");
        Deployment = deployment.Map("metadata").Text("name")!;
        Namespace = deployment.Map("metadata").Text("namespace")!;
        Metadata = template.Map("metadata").WithOnly("the template's metadata", "labels", "annotations", "creationTimestamp");
        Spec = template.Map("spec").WithOnly(
            "the pod",
            [
                .. IgnoredOfPods, "automountServiceAccountToken", "containers", "enableServiceLinks", "securityContext", "serviceAccount",
                "serviceAccountName", "terminationGracePeriodSeconds", "volumes",
            ]);
        Container = Spec.Maps("containers").Single().WithOnly(
            "the container",
            [.. IgnoredOfContainers, "args", "command", "env", "envFrom", "name", "ports", "readinessProbe", "securityContext", "volumeMounts"]);
        Ports = Container.Maps("ports").ToDictionary(
            port => port.WithOnly("a port", "name", "containerPort", "protocol").Text("name")!, port => (int)port.Number("containerPort")!.Value);
    }

    /// <summary>The Deployment's name.</summary>
    public string Deployment { get; }

    public string Namespace { get; }

    public JsonObject Metadata { get; }

    public JsonObject Spec { get; }

    /// <summary>The only container; there are no others.</summary>
    public JsonObject Container { get; }

    /// <summary>The container's ports by name.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    public string Account => Spec.Text("serviceAccountName") ?? "default";

    /// <summary>How long the process may take to stop.</summary>
    public TimeSpan GracePeriod => TimeSpan.FromSeconds(Spec.Number("terminationGracePeriodSeconds") ?? 30);

    /// <summary>Reads a Deployment as the API server returns it.</summary>
    /// <exception cref="NotSupportedException">It asks for something that is not understood here.</exception>
    public static PodTemplate Of(JsonObject deployment) => new(deployment);

    /// <summary>The port that a probe or a Service means by a name or a number.</summary>
    public int Port(string nameOrNumber) =>
        int.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Ports[nameOrNumber];

    /// <summary>Whether a Service's selector means this pod.</summary>
    public bool IsSelectedBy(JsonObject selector) =>
        selector.Count > 0 && selector.All(label => Metadata.Map("labels").Text(label.Key) == label.Value?.ToString());
}
