using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Clusters;

/// <summary>What the parts under test may say on the console.</summary>
internal static class Logs
{
    /// <summary>Nothing below a warning.</summary>
    public static ILoggerFactory Warnings { get; } = From(LogLevel.Warning);

    /// <summary>For parts that have reason to warn: nothing below an error.</summary>
    public static ILoggerFactory Errors { get; } = From(LogLevel.Error);

    private static ILoggerFactory From(LogLevel level) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(level)
        .AddSimpleConsole(console => console.SingleLine = true));
}
