using Gko.Operator.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Operator.Hosting;

/// <summary>Sets up the log as configured: standard output only, text or JSON.</summary>
internal static class LogSetup
{
    public static void Apply(ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (options.Json)
        {
            logging.AddJsonConsole(console =>
            {
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.UseUtcTimestamp = true;
                console.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.ColorBehavior = LoggerColorBehavior.Disabled;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    }
}
