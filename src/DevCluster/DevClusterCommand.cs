using System.CommandLine;

namespace Gko.DevCluster;

/// <summary>The command line of the dev cluster.</summary>
internal static class DevClusterCommand
{
    public static RootCommand Create()
    {
        var defaults = new DevClusterOptions();
        var kubeConfig = new Option<string>("--kubeconfig") { Description = "Where to write the kubeconfig.", DefaultValueFactory = _ => defaults.KubeConfigPath };
        var port = Port("--port", "Port of the API server.", defaults.Port);
        var apimPort = Port("--apim-port", "Port of the Management API.", defaults.ApimPort);
        var webhookPort = Port("--webhook-port", "Port of the operator's webhooks.", defaults.WebhookPort);
        var noOperator = new Option<bool>("--no-operator") { Description = "Start only the two servers; run the operator yourself." };
        var root = new RootCommand("A Kubernetes API server, a Management API and the operator in one process, on loopback.")
        {
            kubeConfig, port, apimPort, webhookPort, noOperator,
        };
        root.SetAction((result, ct) => RunAsync(
            defaults with
            {
                KubeConfigPath = result.GetValue(kubeConfig)!,
                Port = result.GetValue(port),
                ApimPort = result.GetValue(apimPort),
                WebhookPort = result.GetValue(webhookPort),
                RunOperator = !result.GetValue(noOperator),
            },
            ct));
        return root;
    }

    private static Option<int> Port(string name, string description, int fallback)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError($"{name} must be a port from 0 to 65535.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(DevClusterOptions options, CancellationToken ct)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            // A failed start is told in one sentence below, not with the stack of the web server.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console => console.SingleLine = true));
        try
        {
            var host = await DevClusterHost.StartAsync(options, loggers, ct).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync(Greeting.For(options, host)).ConfigureAwait(false);
                await Task.WhenAny(host.OperatorStopped, UntilAsync(ct)).ConfigureAwait(false);
                return host.OperatorExitCode;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (IOException error)
        {
            // A port in use is by far the likeliest reason; the message of Kestrel names it.
            await Console.Error.WriteLineAsync($"The dev cluster cannot start: {error.Message} Choose other ports with --port, --apim-port and --webhook-port.").ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task UntilAsync(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.Register(() => stopped.TrySetResult()).ConfigureAwait(false);
        await stopped.Task.ConfigureAwait(false);
    }
}
