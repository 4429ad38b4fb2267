using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Caching;

/// <summary>Publishes what the informers count, read when a collector asks.</summary>
public sealed class InformerMetrics
{
    /// <param name="meter">Owns the instruments.</param>
    /// <param name="informers">Read on every collection.</param>
    public InformerMetrics(Meter meter, Informers informers)
    {
        meter.CreateObservableGauge(
            "gko_cache_objects", () => Measure(informers, numbers => numbers.Objects), description: "Objects held in memory.");
        meter.CreateObservableGauge(
            "gko_cache_synced",
            () => informers.All.Select(informer => Of(informer, informer.Synced ? 1L : 0L)),
            description: "1 once everything that existed at the start was read.");
        Count("gko_watch_relists_total", numbers => numbers.Lists, "Complete reads of a kind.");
        Count("gko_watch_restarts_total", numbers => numbers.Watches, "Watches opened from a known version.");
        Count("gko_watch_events_total", numbers => numbers.Events, "Changes received.");
        Count("gko_watch_failures_total", numbers => numbers.Failures, "Lists and watches that failed.");
        Count("gko_watch_undecodable_total", numbers => numbers.Undecodable, "Objects that could not be read.");

        void Count(string name, Func<InformerStatistics, long> value, string description) =>
            meter.CreateObservableCounter(name, () => Measure(informers, value), description: description);
    }

    private static IEnumerable<Measurement<long>> Measure(Informers informers, Func<InformerStatistics, long> value) =>
        informers.All.Select(informer => Of(informer, value(informer.Statistics)));

    private static Measurement<long> Of(IInformer informer, long value) =>
        new(value, new KeyValuePair<string, object?>("kind", informer.Resource.Kind));
}
