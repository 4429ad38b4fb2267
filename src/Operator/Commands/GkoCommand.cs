using System.CommandLine;

namespace Gko.Operator.Commands;

/// <summary>The command line of <c>gko</c>. Without a verb it runs the operator, so that a container needs no arguments.</summary>
internal static class GkoCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Gravitee-compatible Kubernetes operator. Settings are environment variables; see docs/configuration.md.")
        {
            RunCommand.Create(),
            CrdsCommand.Create(),
            HealthCommand.Create(),
        };
        root.SetAction((_, ct) => RunCommand.RunAsync(kubeConfig: null, ct));
        return root;
    }
}
