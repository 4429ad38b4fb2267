using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Keeps log lines for assertions.</summary>
internal sealed class RecordingLoggers : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public ILogger<T> CreateLogger<T>() => new Recorder<T>(this);

    public void Dispose()
    {
    }

    private class Recorder(RecordingLoggers owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Lines.Enqueue((logLevel, formatter(state, exception)));
    }

    private sealed class Recorder<T>(RecordingLoggers owner) : Recorder(owner), ILogger<T>;
}
