using System.CommandLine;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Hosting.Memory;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;

namespace Gko.Operator.Commands;

/// <summary><c>gko run</c>: serves the webhooks and reconciles until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var kubeConfig = KubeConfigOption.Create();
        var command = new Command("run", "Run the operator (the default).") { kubeConfig };
        command.SetAction((result, ct) => RunAsync(result.GetValue(kubeConfig), ct));
        return command;
    }

    /// <summary>Runs until SIGTERM or Ctrl-C. Returns 0 after a clean stop, 1 when the operator could not start or go on.</summary>
    public static async Task<int> RunAsync(string? kubeConfig, CancellationToken ct)
    {
        OperatorOptions options;
        KubeConnection connection;
        try
        {
            options = OperatorOptions.FromEnvironment(Environment.GetEnvironmentVariable);
            connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = kubeConfig });
        }
        catch (Exception error) when (error is InvalidOperationException or KubeConfigException)
        {
            await Console.Error.WriteLineAsync($"gko cannot start: {error.Message}").ConfigureAwait(false);
            return 1;
        }

        await using var host = OperatorHost.Create(options, connection, memory: new ProcessMemory());
        await host.RunAsync(ct).ConfigureAwait(false);
        return host.ExitCode;
    }
}
