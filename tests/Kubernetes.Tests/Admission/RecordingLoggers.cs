using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Keeps log lines for assertions.</summary>
internal sealed class RecordingLoggers : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <summary>Texts and the scopes they were logged in, outer ones first.</summary>
    public ConcurrentQueue<(string Text, string Scope)> Scoped { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public ILogger<T> CreateLogger<T>() => new Recorder<T>(this);

    public void Dispose()
    {
    }

    private class Recorder(RecordingLoggers owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string?>();
            owner._scopes.ForEachScope((scope, texts) => texts.Add(Convert.ToString(scope, CultureInfo.InvariantCulture)), scopes);
            owner.Lines.Enqueue((logLevel, formatter(state, exception)));
            owner.Scoped.Enqueue((formatter(state, exception), string.Join(' ', scopes)));
        }
    }

    private sealed class Recorder<T>(RecordingLoggers owner) : Recorder(owner), ILogger<T>;
}
