using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Metrics;
using Gko.Kubernetes.Model;

namespace Gko.Operator.Metrics;

/// <summary>How many objects there are and how many of them are ready, and how long it takes them to become so.</summary>
internal sealed class ObjectMetrics
{
    private readonly TimeProvider _time;
    private readonly Func<bool> _leads;
    private readonly Histogram<double> _syncTime;
    private ImmutableList<Func<IEnumerable<Measurement<long>>>> _kinds = [];

    /// <param name="meter">Owns the instruments.</param>
    /// <param name="time">The clock of durations.</param>
    /// <param name="leads">Whether this process reconciles: the others see the same changes and must not count them again.</param>
    public ObjectMetrics(Meter meter, TimeProvider time, Func<bool> leads)
    {
        (_time, _leads) = (time, leads);
        _syncTime = meter.CreateHistogram(
            "gko_sync_seconds", "s", "From the sight of a changed spec to Ready=True for it.", tags: null, Boundaries.Long);
        meter.CreateObservableGauge("gko_objects", () => _kinds.SelectMany(kind => kind()), description: "Objects by kind and by the status of their Ready condition.");
    }

    /// <summary>Counts the objects of a kind from now on; call before the informer runs.</summary>
    public void Observe<T, TStatus>(Informer<T> informer)
        where T : class, IResource<T>, IHasStatus<TStatus>
        where TStatus : class, IStatus
    {
        var clock = new SyncClock<T>(
            resource => Conditions.Find(resource.Status?.Conditions, ConditionTypes.Ready), _time, Record);
        informer.Subscribe(clock.Observe);
        _kinds = _kinds.Add(() => Count<T, TStatus>(informer));
    }

    private static IEnumerable<Measurement<long>> Count<T, TStatus>(Informer<T> informer)
        where T : class, IResource<T>, IHasStatus<TStatus>
        where TStatus : class, IStatus
    {
        var (ready, unready, unknown) = (0L, 0L, 0L);
        foreach (var resource in informer.List())
        {
            switch (Conditions.Find(resource.Status?.Conditions, ConditionTypes.Ready)?.Status)
            {
                case ConditionStatus.True:
                    ready++;
                    break;
                case ConditionStatus.False:
                    unready++;
                    break;
                default:
                    unknown++;
                    break;
            }
        }

        return [Of(ready, "true"), Of(unready, "false"), Of(unknown, "unknown")];

        static Measurement<long> Of(long count, string ready) => new(count, Kind<T>(), new KeyValuePair<string, object?>("ready", ready));
    }

    private static KeyValuePair<string, object?> Kind<T>() where T : class, IResource<T> => new("kind", T.Type.Kind);

    private void Record<T>(T resource, TimeSpan duration) where T : class, IResource<T>
    {
        if (_leads())
        {
            _syncTime.Record(duration.TotalSeconds, Kind<T>());
        }
    }
}
