using System.Runtime.InteropServices;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Logging;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Hosting;

/// <summary>An <see cref="OperatorProgram"/> as a process of its own: connection, log, signals and exit code.</summary>
public static partial class OperatorProcess
{
    /// <summary>
    /// Connects as kubectl does, runs until SIGTERM or Ctrl-C, and returns the exit code: 0 after a clean stop, 1 when the program
    /// could not start or go on.
    /// </summary>
    /// <param name="settings">What the program is.</param>
    /// <param name="configure">Adds the controllers.</param>
    public static async Task<int> RunAsync(OperatorSettings settings, Action<OperatorProgram> configure)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var loggers = LoggerFactory.Create(logging =>
            logging.AddLines(new LogLineOptions { TimestampField = "timestamp" }, json: false, TimeProvider.System));
        try
        {
            using var client = new KubeClient(KubeConfigLoader.Load(), TimeProvider.System, loggers.CreateLogger<KubeClient>());
            using var program = new OperatorProgram(settings, client, TimeProvider.System, loggers);
            configure(program);
            await program.RunAsync(stop.Token).ConfigureAwait(false);
            return 0;
        }
        catch (Exception error)
        {
            Log.Failed(loggers.CreateLogger<OperatorProgram>(), settings.Name, error);
            return 1;
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        // The program ends by itself, once what is under way is done.
        signal.Cancel = true;
        stop.Cancel();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "{Operator} cannot go on.")]
        public static partial void Failed(ILogger logger, string @operator, Exception error);
    }
}
