using System.Text;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.Management;

/// <summary>The faults that are in force. The first that matches a request applies to it.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Active> _faults = [];

    /// <summary>Faults that can still strike.</summary>
    public IReadOnlyList<Fault> InForce
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults.Select(active => active.Fault)];
            }
        }
    }

    /// <summary>Puts a fault in force; disposing what is returned removes it.</summary>
    public IDisposable Add(Fault fault)
    {
        var active = new Active(this, fault);
        lock (_lock)
        {
            _faults.Add(active);
        }

        return active;
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    internal Fault? Take(string method, string path, string query, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            var active = _faults.Find(candidate => candidate.Matches(method, path, query, body) && candidate.Matched++ >= candidate.Fault.Skip);
            if (active is not null && --active.Remaining == 0)
            {
                _faults.Remove(active);
            }

            return active?.Fault;
        }
    }

    private sealed class Active(FaultPlan plan, Fault fault) : IDisposable
    {
        private readonly Regex? _path = fault.Path is null ? null : new(fault.Path, RegexOptions.NonBacktracking);
        private readonly byte[]? _bytes = fault.Contains is null ? null : Encoding.UTF8.GetBytes(fault.Contains);

        public Fault Fault => fault;

        /// <summary>Counts down to zero; starts below it when the fault has no end.</summary>
        public int Remaining { get; set; } = fault.Times ?? -1;

        /// <summary>How many requests it matched so far.</summary>
        public int Matched { get; set; }

        public bool Matches(string method, string path, string query, ReadOnlyMemory<byte> body) =>
            (fault.Method is null || string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
            && (_path is null || _path.IsMatch(path))
            && (fault.Query is null || query.Contains(fault.Query, StringComparison.Ordinal))
            && (_bytes is null || body.Span.IndexOf(_bytes) >= 0);

        public void Dispose()
        {
            lock (plan._lock)
            {
                plan._faults.Remove(this);
            }
        }
    }
}
