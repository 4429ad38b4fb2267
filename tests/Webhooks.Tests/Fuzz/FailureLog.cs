using Microsoft.Extensions.Logging;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>Keeps what the server logs as an error, which no request may bring about.</summary>
internal sealed class FailureLog : ILoggerProvider, ILogger
{
    private string? _last;

    /// <summary>The last error since the last call.</summary>
    public string? Take() => Interlocked.Exchange(ref _last, null);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _last = $"{formatter(state, exception)}\n{exception}";
        }
    }

    public void Dispose()
    {
    }
}
