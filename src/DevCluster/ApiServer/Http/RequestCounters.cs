using System.Collections.Concurrent;
using System.Text;

namespace Gko.DevCluster.ApiServer;

/// <summary>Counts finished requests, so that tests can assert that nothing was asked in vain.</summary>
internal sealed class RequestCounters
{
    private readonly ConcurrentDictionary<(string Verb, string Resource, int Code), long> _counts = new();

    public void Count(string verb, string resource, int code) => _counts.AddOrUpdate((verb, resource, code), 1, (_, count) => count + 1);

    public long Sum(string verb, string resource) =>
        _counts.Where(pair => pair.Key.Verb == verb && pair.Key.Resource == resource).Sum(pair => pair.Value);

    /// <summary>In the Prometheus text format.</summary>
    public string ToText()
    {
        var text = new StringBuilder("# TYPE apiserver_request_total counter\n");
        foreach (var ((verb, resource, code), count) in _counts.OrderBy(pair => pair.Key))
        {
            text.Append($"apiserver_request_total{{verb=\"{verb}\",resource=\"{resource}\",code=\"{code}\"}} {count}\n");
        }

        return text.ToString();
    }
}
