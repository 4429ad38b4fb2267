using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Kubernetes.Logging;

/// <summary>
/// One JSON object per line with the keys that zap writes: <c>level</c>, the moment, <c>logger</c>, <c>message</c>, then the values
/// of scopes and message, then <c>error</c> and, from the level of errors on, <c>stacktrace</c>.
/// </summary>
/// <param name="options">What the line looks like.</param>
/// <param name="time">The clock.</param>
public sealed class JsonLogFormatter(LogLineOptions options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Chooses this formatter in the options of the console.</summary>
    public const string FormatterName = "zap-json";

    // Log lines are read by programs and people, never by browsers.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("level", LogWords.LevelOf(logEntry.LogLevel, options.LowerCaseLevels));
            if (options.TimestampField.Length > 0)
            {
                json.WritePropertyName(options.TimestampField);
                LogWords.WriteMoment(json, time.GetUtcNow(), options.TimestampFormat);
            }

            json.WriteString("logger", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            LogFields.Of(logEntry.State, scopeProvider).Write(json, IsTaken);
            if (logEntry.Exception is { } error)
            {
                json.WriteString("error", error.Message);
                if (logEntry.LogLevel >= LogLevel.Error)
                {
                    json.WriteString("stacktrace", error.ToString());
                }
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private bool IsTaken(string name) =>
        name is "level" or "logger" or "message" or "error" or "stacktrace" || name == options.TimestampField;
}
