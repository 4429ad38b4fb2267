using System.Collections;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Logging;

/// <summary>What every line logged in the course of one piece of work carries, under the names that controller-runtime uses.</summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public int Count => _fields.Count;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    /// <summary>For an attempt to reconcile an object. Null, and nothing allocated, when nothing is logged at all.</summary>
    public static IDisposable? OfAttempt(ILogger logger, string controller, ResourceType kind, ObjectKey key, string reconcileId) =>
        logger.IsEnabled(LogLevel.Critical)
            ? logger.BeginScope(new LogScope()
                .With("controller", controller)
                .With("kind", kind.Kind)
                .With("namespace", key.Namespace)
                .With("name", key.Name)
                .With("reconcileID", reconcileId))
            : null;

    /// <summary>For an admission request. Null, and nothing allocated, when nothing is logged at all.</summary>
    public static IDisposable? OfAdmission(ILogger logger, string webhook, string? kind, string? ns, string? name, string requestId) =>
        logger.IsEnabled(LogLevel.Critical)
            ? logger.BeginScope(new LogScope()
                .With("webhook", webhook)
                .With("kind", kind)
                .With("namespace", ns)
                .With("name", name)
                .With("requestID", requestId))
            : null;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _fields.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _fields.Select(field => $"{field.Key}={field.Value}"));

    private LogScope With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _fields.Add(new(name, value));
        }

        return this;
    }
}
