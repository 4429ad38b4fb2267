using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Gko.Kubernetes.Metrics;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Metrics;

public sealed class MetricRegistryTests : IDisposable
{
    private const int Limit = 3;
    private readonly Meter _meter = new("test");
    private readonly RecordingLogger<MetricRegistry> _logger = new();
    private readonly MetricRegistry _registry;

    public MetricRegistryTests() => _registry = new MetricRegistry(_meter, _logger, Limit);

    public void Dispose()
    {
        _registry.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_Counter_ShowsHelpTypeAndSum()
    {
        var counter = _meter.CreateCounter<long>("calls_total", description: "Calls.");
        counter.Add(2, Tag("code", "200"));
        counter.Add(3, Tag("code", "200"));

        Text().ShouldBe("# HELP calls_total Calls.\n# TYPE calls_total counter\ncalls_total{code=\"200\"} 5\n");
    }

    [Fact]
    public void Write_NothingMeasured_IsEmpty()
    {
        _meter.CreateCounter<long>("calls_total");

        Text().ShouldBeEmpty();
        _registry.Names.ShouldContain("calls_total");
    }

    [Fact]
    public void Write_WithoutTagsAndDescription_HasNeitherBracesNorHelp()
    {
        _meter.CreateCounter<double>("seconds_total").Add(0.25);

        Text().ShouldBe("# TYPE seconds_total counter\nseconds_total 0.25\n");
    }

    [Fact]
    public void Write_SeveralMetricsAndSeries_AreSorted()
    {
        _meter.CreateCounter<int>("b_total").Add(1);
        var a = _meter.CreateCounter<int>("a_total");
        a.Add(1, Tag("x", "2"));
        a.Add(1, Tag("x", "1"));

        Samples().ShouldBe(["a_total{x=\"1\"} 1", "a_total{x=\"2\"} 1", "b_total 1"]);
    }

    [Fact]
    public void Write_UpDownCounter_IsAGaugeThatAddsUp()
    {
        var active = _meter.CreateUpDownCounter<long>("active");
        active.Add(2);
        active.Add(-1);

        Text().ShouldBe("# TYPE active gauge\nactive 1\n");
    }

    [Fact]
    public void Write_Gauge_ShowsTheLastValue()
    {
        var level = _meter.CreateGauge<double>("level");
        level.Record(2);
        level.Record(-0.5);

        Text().ShouldBe("# TYPE level gauge\nlevel -0.5\n");
    }

    [Fact]
    public void Write_Histogram_CountsUpToEachBoundaryInclusively()
    {
        var time = _meter.CreateHistogram(
            "time_seconds", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 7 })
        {
            time.Record(value, Tag("verb", "GET"));
        }

        Text().ShouldBe(
            """
            # HELP time_seconds Time.
            # TYPE time_seconds histogram
            time_seconds_bucket{verb="GET",le="0.1"} 2
            time_seconds_bucket{verb="GET",le="1"} 3
            time_seconds_bucket{verb="GET",le="+Inf"} 4
            time_seconds_sum{verb="GET"} 7.65
            time_seconds_count{verb="GET"} 4

            """);
    }

    [Fact]
    public void Write_HistogramWithoutTags_LabelsOnlyTheBuckets()
    {
        _meter.CreateHistogram("t", null, null, tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [10] }).Record(3);

        Samples().ShouldBe(["t_bucket{le=\"10\"} 1", "t_bucket{le=\"+Inf\"} 1", "t_sum 3", "t_count 1"]);
    }

    [Fact]
    public void Write_HistogramWithoutAdvice_HasTheUsualBuckets()
    {
        _meter.CreateHistogram<double>("t").Record(0);

        Samples().Where(line => line.Contains("_bucket")).Select(line => line.Split('"')[1])
            .ShouldBe(["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"]);
    }

    [Fact]
    public void Write_SmallBoundaries_AreWrittenAsGoWritesThem()
    {
        _meter.CreateHistogram("t", null, null, tags: null, Boundaries.Queue).Record(0);

        Samples().Where(line => line.Contains("_bucket")).Select(line => line.Split('"')[1])
            .ShouldBe(["1e-08", "1e-07", "1e-06", "1e-05", "0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1000", "+Inf"]);
    }

    [Theory]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("\\n", "\\\\n")]
    [InlineData("größe €", "größe €")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData(true, "true")]
    [InlineData(7, "7")]
    public void Write_LabelValue_IsEscaped(object? value, string expected)
    {
        _meter.CreateCounter<int>("c_total").Add(1, new KeyValuePair<string, object?>("l", value));

        Samples().ShouldBe([$"c_total{{l=\"{expected}\"}} 1"]);
    }

    [Fact]
    public void Write_Help_IsEscaped()
    {
        _meter.CreateCounter<int>("c_total", description: "one\\two\nthree \"four\"").Add(1);

        Text().ShouldStartWith("# HELP c_total one\\\\two\\nthree \"four\"\n# TYPE");
    }

    [Fact]
    public void Write_NamesOfOtherConventions_AreMadeToFit()
    {
        _meter.CreateCounter<int>("http.server-calls").Add(1, Tag("http.method", "GET"));
        _meter.CreateCounter<int>("x").Add(1, Tag("9lives", "y"));

        Samples().ShouldBe(["http_server_calls{http_method=\"GET\"} 1", "x{_9lives=\"y\"} 1"]);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1234567890123, "1234567890123")]
    public void Write_UnusualNumber_IsWrittenAsTheFormatWants(double value, string expected)
    {
        _meter.CreateGauge<double>("g").Record(value);

        Samples().ShouldBe([$"g {expected}"]);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private string Text()
    {
        var output = new ArrayBufferWriter<byte>();
        _registry.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private string[] Samples() => [.. Text().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
}
