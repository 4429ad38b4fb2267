using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Gko.Kubernetes.Metrics;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Metrics;

/// <summary>What is kept of measurements, and within which bounds.</summary>
public sealed class MetricRecordingTests : IDisposable
{
    private const int Limit = 3;
    private readonly Meter _meter = new("test");
    private readonly RecordingLogger<MetricRegistry> _logger = new();
    private readonly MetricRegistry _registry;

    public MetricRecordingTests() => _registry = new MetricRegistry(_meter, _logger, Limit);

    public void Dispose()
    {
        _registry.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Record_SameTagsInAnotherOrder_AreTheSameSeries()
    {
        var counter = _meter.CreateCounter<int>("c_total");
        counter.Add(1, Tag("a", "1"), Tag("b", "2"));
        counter.Add(1, Tag("b", "2"), Tag("a", "1"));
        counter.Add(1, Tag("a", "2"), Tag("b", "1"));

        Samples().ShouldBe(["c_total{a=\"1\",b=\"2\"} 2", "c_total{a=\"2\",b=\"1\"} 1"]);
    }

    [Fact]
    public void Record_TwoInstrumentsOfOneName_ShareTheirSeries()
    {
        _meter.CreateCounter<long>("c_total").Add(1);
        _meter.CreateCounter<long>("c_total", description: "Again.").Add(1);

        Samples().ShouldBe(["c_total 2"]);
    }

    [Fact]
    public void Record_OtherMeter_IsNotShown()
    {
        using var other = new Meter("test");
        other.CreateCounter<int>("c_total").Add(1);

        Text().ShouldBeEmpty();
    }

    [Fact]
    public void Record_MoreSeriesThanTheLimit_GoIntoOneForAllOthers()
    {
        var counter = _meter.CreateCounter<int>("c_total");
        for (var user = 0; user < 100; user++)
        {
            counter.Add(1, Tag("user", $"{user}"));
        }

        counter.Add(1, Tag("user", "0"));

        Samples().ShouldBe(
        [
            "c_total{user=\"0\"} 2", "c_total{user=\"1\"} 1", "c_total{user=\"2\"} 1", "c_total{overflow=\"true\"} 97",
            "gko_metrics_overflow_total{metric=\"c_total\"} 97",
        ]);
    }

    [Fact]
    public void Record_HistogramBeyondTheLimit_KeepsItsBuckets()
    {
        var time = _meter.CreateHistogram("t", null, null, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] });
        for (var user = 0; user < 10; user++)
        {
            time.Record(0.5, Tag("user", $"{user}"));
        }

        Samples().ShouldContain("t_bucket{overflow=\"true\",le=\"1\"} 7");
        Samples().Count(line => line.StartsWith("t_count", StringComparison.Ordinal)).ShouldBe(Limit + 1);
    }

    [Fact]
    public async Task Record_ManyThreads_LoseNothing()
    {
        var counter = _meter.CreateCounter<long>("c_total");
        var time = _meter.CreateHistogram<double>("t");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 10_000; round++)
            {
                counter.Add(1, Tag("x", $"{round % 5}"));
                time.Record(1);
            }
        })));

        Samples().Where(line => line.StartsWith("c_total", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[1])).ShouldBe(40_000);
        Samples().ShouldContain("t_count 40000");
    }

    [Fact]
    public void Write_ObservableThatNoLongerReportsASeries_ForgetsIt()
    {
        var users = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("g", () => users.Select(user => new Measurement<int>(1, Tag("user", user))));
        Samples().Length.ShouldBe(2);

        users.Remove("a");

        Samples().ShouldBe(["g{user=\"b\"} 1"]);
    }

    [Fact]
    public void Write_ObservableWhoseSeriesChange_GetsItsRoomBack()
    {
        var round = 0;
        _meter.CreateObservableCounter("c_total", () => Enumerable.Range(0, Limit).Select(n => new Measurement<int>(n, Tag("n", $"{round}-{n}"))));
        for (; round < 5; round++)
        {
            Samples().ShouldBe([$"c_total{{n=\"{round}-0\"}} 0", $"c_total{{n=\"{round}-1\"}} 1", $"c_total{{n=\"{round}-2\"}} 2"]);
        }
    }

    [Fact]
    public void Write_ObservableCounter_ShowsTheTotalAsItIs()
    {
        _meter.CreateObservableCounter("c_total", () => 5);

        Samples().ShouldBe(["c_total 5"]);
        Samples().ShouldBe(["c_total 5"]);
    }

    [Fact]
    public void Write_ObservableThatFails_IsLoggedAndTheOthersAreShown()
    {
        _meter.CreateObservableGauge("bad", new Func<int>(() => throw new InvalidOperationException("broken")));
        _meter.CreateObservableGauge("good", () => 1);

        Samples().ShouldBe(["good 1"]);
        _logger.Count(LogLevel.Warning).ShouldBe(1);
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
