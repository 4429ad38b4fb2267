using Gko.Kubernetes.Logging;
using Gko.Operator.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Operator.Hosting;

/// <summary>Sets up the log as configured: standard output only, text or JSON.</summary>
internal static class LogSetup
{
    public static void Apply(ILoggingBuilder logging, LogOptions options, TimeProvider time)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (options.Silent)
        {
            return;
        }

        logging.Services.AddSingleton<ConsoleFormatter>(
            options.Json ? new JsonLogFormatter(options.Line, time) : new TextLogFormatter(options.Line, time));
        logging.AddConsole(console =>
            console.FormatterName = options.Json ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName);
    }
}
