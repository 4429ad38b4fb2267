using Microsoft.Extensions.Logging;

namespace Gko.Operator.Configuration;

/// <summary>What the log looks like.</summary>
public sealed record LogOptions
{
    /// <summary>One JSON object per line instead of text (<c>LOGS_FORMAT=json</c>, unless <c>DEV_MODE=true</c>).</summary>
    public bool Json { get; init; }

    /// <summary>The least severe level that is written (<c>LOGS_LEVEL</c>: debug, info, warn, error).</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    internal static LogOptions From(EnvironmentReader reader)
    {
        var isDevelopment = reader.Flag("DEV_MODE");
        return new()
        {
            Json = reader.OneOf("LOGS_FORMAT", "console", "console", "json") == "json" && !isDevelopment,
            Level = reader.OneOf("LOGS_LEVEL", "info", "debug", "info", "warn", "error") switch
            {
                "debug" => LogLevel.Debug,
                "warn" => LogLevel.Warning,
                "error" => LogLevel.Error,
                _ => LogLevel.Information,
            },
        };
    }
}
