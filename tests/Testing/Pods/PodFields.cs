using System.Text.Json.Nodes;

namespace Gko.Testing.Pods;

/// <summary>What a pod may learn about itself.</summary>
internal static class PodFields
{
    /// <summary>The name of the only node.</summary>
    public const string Node = "node";

    /// <summary>What a <c>fieldRef</c> means.</summary>
    /// <exception cref="NotSupportedException">It means something that is not known here.</exception>
    public static string Of(PodTemplate pod, JsonObject reference) => reference.WithOnly("a fieldRef", "apiVersion", "fieldPath").Text("fieldPath") switch
    {
        "metadata.name" => NameOf(pod),
        "metadata.namespace" => pod.Namespace,
        "spec.nodeName" => Node,
        "spec.serviceAccountName" => pod.Account,
        "status.podIP" or "status.hostIP" => NodeAddress.Value ?? throw new InvalidOperationException(NodeAddress.Missing),
        var other => throw new NotSupportedException($"The field {other} is not known to this kubelet."),
    };

    /// <summary>The pod's name; a Deployment has no more than one here.</summary>
    public static string NameOf(PodTemplate pod) => $"{pod.Deployment}-0";
}
