using System.Collections.Concurrent;
using System.Text.Json;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Serialization;

namespace Gko.Testing;

/// <summary>
/// Notices objects that were changed while informers share them: each must still be, when it leaves and at the end, what it was
/// when it came. Attach it before the first handler, so that it sees objects before anyone can touch them.
/// </summary>
public sealed class MutationDetector
{
    private readonly ConcurrentDictionary<(string Kind, ObjectKey Key), (JsonElement Before, Func<JsonElement> Read)> _seen = new();
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>Keeps an eye on what the informer holds from now on.</summary>
    public void Watch<T>(Informer<T> informer)
        where T : class, IResource<T> => informer.Subscribe(change =>
        {
            var key = (T.Type.Kind, ObjectKey.Of((change.New ?? change.Old)!));
            if (_seen.TryRemove(key, out var known))
            {
                Check(key, known.Before, known.Read);
            }

            if (change.New is { } resource)
            {
                _seen[key] = (Read(resource), () => Read(resource));
            }
        });

    /// <summary>Throws, with every change that was found, if any object was changed in place.</summary>
    public void Verify()
    {
        foreach (var (key, (before, read)) in _seen)
        {
            Check(key, before, read);
        }

        if (!_problems.IsEmpty)
        {
            throw new InvalidOperationException(
                $"Objects of the cache are shared and must not be changed: {string.Join("; ", _problems.Distinct(StringComparer.Ordinal))}");
        }
    }

    private static JsonElement Read<T>(T resource)
        where T : class, IResource<T> => JsonSerializer.SerializeToElement(resource, T.Type.Json);

    private void Check((string Kind, ObjectKey Key) which, JsonElement before, Func<JsonElement> read)
    {
        var changes = JsonPatch.Diff(before, read());
        if (changes.Count > 0)
        {
            _problems.Enqueue($"{which.Kind} {which.Key} {changes.ToJsonString()}");
        }
    }
}
