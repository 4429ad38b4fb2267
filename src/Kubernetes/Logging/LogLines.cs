using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Kubernetes.Logging;

/// <summary>Writes the log to standard output.</summary>
public static class LogLines
{
    /// <summary>Adds one line per entry, with the values of all scopes.</summary>
    /// <param name="options">What the lines look like.</param>
    /// <param name="json">JSON instead of text.</param>
    /// <param name="time">The clock.</param>
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogLineOptions options, bool json, TimeProvider time)
    {
        logging.Services.AddSingleton<ConsoleFormatter>(json ? new JsonLogFormatter(options, time) : new TextLogFormatter(options, time));
        return logging.AddConsole(console =>
            console.FormatterName = json ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName);
    }
}
