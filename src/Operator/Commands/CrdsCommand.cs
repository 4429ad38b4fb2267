using System.CommandLine;
using Gko.Contracts;
using Gko.Kubernetes.Serialization;

namespace Gko.Operator.Commands;

/// <summary><c>gko crds</c>: prints the CustomResourceDefinitions of all kinds as YAML documents.</summary>
internal static class CrdsCommand
{
    public static Command Create()
    {
        var command = new Command("crds", "Print the CustomResourceDefinitions; pipe them to kubectl apply --server-side -f -.");
        command.SetAction(async (_, _) =>
        {
            foreach (var crd in CustomResourceDefinitions.All())
            {
                await Console.Out.WriteLineAsync("---").ConfigureAwait(false);
                await Console.Out.WriteAsync(YamlWriter.Write(crd)).ConfigureAwait(false);
            }

            return 0;
        });
        return command;
    }
}
