using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Gko.Kubernetes.Metrics;

/// <summary>Writes the Prometheus exposition format, version 0.0.4.</summary>
internal sealed class PrometheusText(IBufferWriter<byte> output)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A name as the format allows it: letters, digits and underscores, no digit first.</summary>
    public static string Name(string name)
    {
        var valid = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_'));
        return valid.Length > 0 && !char.IsAsciiDigit(valid[0]) ? valid : "_" + valid;
    }

    /// <summary>A label's value as it stands between quotes.</summary>
    public static string Escape(string value) =>
        value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
            ? value
            : value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    public void Header(string name, MetricKind kind, string? help)
    {
        if (!string.IsNullOrEmpty(help))
        {
            Text($"# HELP {name} {help.Replace("\\", "\\\\").Replace("\n", "\\n")}\n");
        }

        Text($"# TYPE {name} {KindText(kind)}\n");
    }

    public void Sample(string name, string labels, double value)
    {
        Text(name);
        if (labels.Length > 0)
        {
            Text("{");
            Text(labels);
            Text("}");
        }

        Value(value);
    }

    /// <summary>One bucket of a histogram.</summary>
    public void Sample(string name, string suffix, string labels, double upperBound, double value)
    {
        Text(name);
        Text(suffix);
        Text("{");
        Text(labels);
        Text(labels.Length > 0 ? ",le=\"" : "le=\"");
        Number(upperBound);
        Text("\"}");
        Value(value);
    }

    private static string KindText(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };

    private void Value(double value)
    {
        Text(" ");
        Number(value);
        Text("\n");
    }

    private void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Text(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
            return;
        }

        Span<byte> digits = stackalloc byte[32];
        Utf8Formatter.TryFormat(value, digits, out var length, new StandardFormat('g'));
        output.Write(digits[..length]);
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
