using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Logging;

/// <summary>Levels and moments in the words of zap, the logger of the Go operators.</summary>
internal static class LogWords
{
    public static string LevelOf(LogLevel level, bool lowerCase) => (level, lowerCase) switch
    {
        (LogLevel.Trace or LogLevel.Debug, false) => "DEBUG",
        (LogLevel.Trace or LogLevel.Debug, true) => "debug",
        (LogLevel.Information, false) => "INFO",
        (LogLevel.Information, true) => "info",
        (LogLevel.Warning, false) => "WARN",
        (LogLevel.Warning, true) => "warn",
        (LogLevel.Error, false) => "ERROR",
        (LogLevel.Error, true) => "error",
        (_, false) => "FATAL",
        (_, true) => "fatal",
    };

    public static void WriteMoment(Utf8JsonWriter json, DateTimeOffset moment, LogTimestampFormat format)
    {
        if (format is LogTimestampFormat.Iso8601)
        {
            json.WriteStringValue(MomentOf(moment, format));
        }
        else
        {
            json.WriteRawValue(MomentOf(moment, format), skipInputValidation: true);
        }
    }

    public static string MomentOf(DateTimeOffset moment, LogTimestampFormat format)
    {
        var ticks = (moment - DateTimeOffset.UnixEpoch).Ticks;
        return format switch
        {
            LogTimestampFormat.EpochSecond => Text((decimal)ticks / TimeSpan.TicksPerSecond),
            LogTimestampFormat.EpochMillis => Text((decimal)ticks / TimeSpan.TicksPerMillisecond),
            LogTimestampFormat.EpochNano => Text((decimal)ticks * TimeSpan.NanosecondsPerTick),
            _ => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
