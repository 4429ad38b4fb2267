namespace Gko.EndToEnd.Metrics;

/// <summary>What the tests need to know of a span; ids in hexadecimal, empty where there is none.</summary>
internal sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name);
