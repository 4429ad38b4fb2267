namespace Gko.Kubernetes.Logging;

/// <summary>How the moment of a log line is written; always in UTC.</summary>
public enum LogTimestampFormat
{
    /// <summary>Such as <c>2026-01-31T08:00:00.250Z</c>.</summary>
    Iso8601,

    /// <summary>Seconds since 1970, with a fraction.</summary>
    EpochSecond,

    /// <summary>Milliseconds since 1970, with a fraction.</summary>
    EpochMillis,

    /// <summary>Whole nanoseconds since 1970.</summary>
    EpochNano,
}
