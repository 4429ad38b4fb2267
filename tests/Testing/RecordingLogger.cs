using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gko.Testing;

/// <summary>Keeps what was logged, so that tests can see how often, how loud and in which scope.</summary>
public sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, string Scope)> _entries = new();
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <summary>Everything logged so far, oldest first.</summary>
    public IReadOnlyList<(LogLevel Level, string Message)> Entries => [.. _entries.Select(entry => (entry.Level, entry.Message))];

    /// <summary>Everything logged so far, with the texts of the scopes it was logged in.</summary>
    public IReadOnlyList<(string Message, string Scope)> Scoped => [.. _entries.Select(entry => (entry.Message, entry.Scope))];

    /// <summary>How many entries are at the level or above.</summary>
    public int Count(LogLevel atLeast) => _entries.Count(entry => entry.Level >= atLeast);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var scopes = new List<string?>();
        _scopes.ForEachScope((scope, texts) => texts.Add(Convert.ToString(scope, CultureInfo.InvariantCulture)), scopes);
        _entries.Enqueue((logLevel, formatter(state, exception), string.Join(' ', scopes)));
    }
}
