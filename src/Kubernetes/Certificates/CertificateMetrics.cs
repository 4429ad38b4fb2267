using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Certificates;

/// <summary>Publishes how often certificates were read and until when they hold; the first two under controller-runtime's names.</summary>
public sealed class CertificateMetrics
{
    private ImmutableList<(string Name, CertificateStore Store)> _stores = [];

    /// <param name="meter">Owns the instruments.</param>
    public CertificateMetrics(Meter meter)
    {
        meter.CreateObservableCounter(
            "certwatcher_read_certificate_total", () => _stores.Sum(store => store.Store.Reads), description: "Reads of server certificates.");
        meter.CreateObservableCounter(
            "certwatcher_read_certificate_errors_total", () => _stores.Sum(store => store.Store.Failures), description: "Reads of server certificates that failed.");
        meter.CreateObservableGauge(
            "gko_certificate_expiry_timestamp_seconds", Expiry, "s", "When the certificate that is served expires, in seconds since 1970.");
    }

    /// <summary>Shows a store from now on.</summary>
    /// <param name="name">What the certificate is for.</param>
    /// <param name="store">Read on every collection.</param>
    public void Observe(string name, CertificateStore store) => ImmutableInterlocked.Update(ref _stores, stores => stores.Add((name, store)));

    private IEnumerable<Measurement<long>> Expiry()
    {
        foreach (var (name, store) in _stores)
        {
            if (store.NotAfter is { } end)
            {
                yield return new(end.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("server", name));
            }
        }
    }
}
