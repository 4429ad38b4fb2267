using Gko.Kubernetes.Logging;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>Sets up the log as configured: standard output only, text or JSON.</summary>
internal static class LogSetup
{
    public static void Apply(ILoggingBuilder logging, LogOptions options, TimeProvider time)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (!options.Silent)
        {
            logging.AddLines(options.Line, options.Json, time);
        }
    }
}
