using Gko.Kubernetes.Logging;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gko.Kubernetes.Tests.Logging;

/// <summary>A logger whose lines a formatter writes into a text.</summary>
internal sealed class LineLog(ConsoleFormatter formatter) : ILogger, IDisposable
{
    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly StringWriter _text = new();

    public string Text => _text.ToString();

    public static LineLog Json(LogLineOptions? options = null) => new(new JsonLogFormatter(options ?? new(), new FakeTimeProvider()));

    public static LineLog Plain(LogLineOptions? options = null) => new(new TextLogFormatter(options ?? new(), new FakeTimeProvider()));

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> text) =>
        formatter.Write(new LogEntry<TState>(logLevel, "Demo.Widgets", eventId, state, exception, text), _scopes, _text);

    public void Dispose() => _text.Dispose();
}
