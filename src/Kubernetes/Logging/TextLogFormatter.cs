using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Kubernetes.Logging;

/// <summary>
/// One line per entry, as zap writes to consoles: moment, level, logger and message, parted by tabs, and the values of scopes and
/// message as JSON. Exceptions follow on indented lines. Text that others supplied cannot pass for a line of its own.
/// </summary>
/// <param name="options">What the line looks like.</param>
/// <param name="time">The clock.</param>
public sealed class TextLogFormatter(LogLineOptions options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Chooses this formatter in the options of the console.</summary>
    public const string FormatterName = "zap-console";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (options.TimestampField.Length > 0)
        {
            textWriter.Write(LogWords.MomentOf(time.GetUtcNow(), options.TimestampFormat));
            textWriter.Write('\t');
        }

        textWriter.Write(LogWords.LevelOf(logEntry.LogLevel, options.LowerCaseLevels));
        textWriter.Write('\t');
        textWriter.Write(logEntry.Category);
        textWriter.Write('\t');
        WriteOnOneLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        WriteFields(textWriter, LogFields.Of(logEntry.State, scopeProvider), logEntry.Exception);
        textWriter.WriteLine();
        if (logEntry is { LogLevel: >= LogLevel.Error, Exception: { } error })
        {
            foreach (var line in error.ToString().ReplaceLineEndings("\n").Split('\n'))
            {
                textWriter.Write("    ");
                WriteOnOneLine(textWriter, line);
                textWriter.WriteLine();
            }
        }
    }

    private static void WriteFields(TextWriter text, LogFields fields, Exception? error)
    {
        if (fields.Count == 0 && error is null)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            fields.Write(json, name => error is not null && name == "error");
            if (error is not null)
            {
                json.WriteString("error", error.Message);
            }

            json.WriteEndObject();
        }

        text.Write('\t');
        text.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteOnOneLine(TextWriter text, string value)
    {
        foreach (var character in value)
        {
            switch (character)
            {
                case '\n':
                    text.Write("\\n");
                    break;
                case '\r':
                    text.Write("\\r");
                    break;
                case '\t':
                    text.Write(' ');
                    break;
                case var control when char.IsControl(control):
                    text.Write($"\\u{((int)control).ToString("x4", CultureInfo.InvariantCulture)}");
                    break;
                default:
                    text.Write(character);
                    break;
            }
        }
    }
}
