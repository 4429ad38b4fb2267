using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Clusters;

/// <summary>What the servers under test may say on the console: nothing below a warning.</summary>
internal static class Logs
{
    public static ILoggerFactory Warnings { get; } = LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddSimpleConsole(console => console.SingleLine = true));
}
