using System.CommandLine;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Commands;

/// <summary><c>gko crds</c>: prints the CustomResourceDefinitions of all kinds as YAML documents, or applies them.</summary>
internal static class CrdsCommand
{
    private static readonly TimeSpan ApplyTimeout = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var apply = new Option<bool>("--apply")
        {
            Description = "Apply them with server-side apply and wait until they are established, instead of printing them.",
        };
        var kubeConfig = KubeConfigOption.Create();
        var command = new Command("crds", "Print the CustomResourceDefinitions, or apply them.") { apply, kubeConfig };
        command.SetAction((result, ct) =>
            result.GetValue(apply) ? ApplyAsync(result.GetValue(kubeConfig), ct) : PrintAsync());
        return command;
    }

    private static async Task<int> PrintAsync()
    {
        foreach (var crd in CustomResourceDefinitions.All())
        {
            await Console.Out.WriteLineAsync("---").ConfigureAwait(false);
            await Console.Out.WriteAsync(YamlWriter.Write(crd)).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task<int> ApplyAsync(string? kubeConfig, CancellationToken ct)
    {
        try
        {
            var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = kubeConfig });
            using var client = new KubeClient(connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
            var definitions = CustomResourceDefinitions.All();
            await new CrdInstaller(client, FieldManagers.Operator, TimeProvider.System, NullLogger<CrdInstaller>.Instance)
                .InstallAsync(definitions, ApplyTimeout, ct).ConfigureAwait(false);
            foreach (var definition in definitions)
            {
                await Console.Out.WriteLineAsync($"{definition["metadata"]!["name"]} established").ConfigureAwait(false);
            }

            return 0;
        }
        catch (Exception error) when (error is KubeConfigException or CrdInstallException or KubeApiException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"The CRDs could not be applied: {error.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
