using Gko.Kubernetes.Logging;
using Microsoft.Extensions.Logging;

namespace Gko.Operator.Configuration;

/// <summary>What the log looks like.</summary>
public sealed record LogOptions
{
    /// <summary>One JSON object per line instead of text (<c>LOGS_FORMAT=json</c>, unless <c>DEV_MODE=true</c>).</summary>
    public bool Json { get; init; }

    /// <summary>The least severe level that is written (<c>LOGS_LEVEL</c>: debug, info, warn, error).</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>What a line looks like (<c>LOGS_LEVEL_CASE</c>, <c>LOGS_TIMESTAMP_FIELD</c>, <c>LOGS_TIMESTAMP_FORMAT</c>).</summary>
    public LogLineOptions Line { get; init; } = new();

    /// <summary>Write nothing at all (<c>GKO_MANAGER_SILENT_LOG</c>).</summary>
    public bool Silent { get; init; }

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
            Line = new LogLineOptions
            {
                LowerCaseLevels = reader.OneOf("LOGS_LEVEL_CASE", "upper", "upper", "lower") == "lower",
                TimestampField = reader.Text("LOGS_TIMESTAMP_FIELD"),
                TimestampFormat = TimestampFormat(reader),
            },
            Silent = reader.Flag("GKO_MANAGER_SILENT_LOG"),
        };
    }

    private static LogTimestampFormat TimestampFormat(EnvironmentReader reader) =>
        reader.OneOf("LOGS_TIMESTAMP_FORMAT", "iso-8601", "iso-8601", "epoch-second", "epoch-millis", "epoch-nano") switch
        {
            "epoch-second" => LogTimestampFormat.EpochSecond,
            "epoch-millis" => LogTimestampFormat.EpochMillis,
            "epoch-nano" => LogTimestampFormat.EpochNano,
            _ => LogTimestampFormat.Iso8601,
        };
}
