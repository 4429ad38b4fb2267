using System.Diagnostics.Tracing;
using System.Globalization;

namespace Gko.Operator.Hosting;

/// <summary>Brings into the log what OpenTelemetry only tells on the side, such as a collector that does not answer. Repetitions are left out.</summary>
internal sealed partial class OtlpFailureLog(ILogger logger) : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private int _lastEvent;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Interlocked.Exchange(ref _lastEvent, eventData.EventId) != eventData.EventId)
        {
            Log.Failed(logger, string.Format(CultureInfo.InvariantCulture, eventData.Message ?? "", [.. eventData.Payload ?? []]));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "OpenTelemetry: {Message}")]
        public static partial void Failed(ILogger logger, string message);
    }
}
