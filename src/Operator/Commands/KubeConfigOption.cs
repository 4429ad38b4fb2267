using System.CommandLine;

namespace Gko.Operator.Commands;

/// <summary>The option by which every command that talks to a cluster can be pointed to one.</summary>
internal static class KubeConfigOption
{
    public static Option<string?> Create() => new("--kubeconfig")
    {
        Description = "Path of a kubeconfig; otherwise KUBECONFIG, then the in-cluster account, then ~/.kube/config.",
    };
}
