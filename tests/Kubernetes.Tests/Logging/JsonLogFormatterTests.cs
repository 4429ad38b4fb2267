using System.Text.Json.Nodes;
using Gko.Kubernetes.Logging;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Logging;

public sealed class JsonLogFormatterTests
{
    [Fact]
    public void Write_PlainMessage_HasTheKeysOfZap() =>
        Line(new(), log => log.LogInformation("ready")).ToJsonString()
            .ShouldBe("""{"level":"INFO","logger":"Demo.Widgets","message":"ready"}""");

    [Theory]
    [InlineData(LogLevel.Trace, "DEBUG", "debug")]
    [InlineData(LogLevel.Debug, "DEBUG", "debug")]
    [InlineData(LogLevel.Information, "INFO", "info")]
    [InlineData(LogLevel.Warning, "WARN", "warn")]
    [InlineData(LogLevel.Error, "ERROR", "error")]
    [InlineData(LogLevel.Critical, "FATAL", "fatal")]
    public void Write_Level_IsInTheCaseAskedFor(LogLevel level, string upper, string lower)
    {
        Line(new(), log => log.Log(level, "x"))["level"]!.GetValue<string>().ShouldBe(upper);
        Line(new() { LowerCaseLevels = true }, log => log.Log(level, "x"))["level"]!.GetValue<string>().ShouldBe(lower);
    }

    [Theory]
    [InlineData(LogTimestampFormat.Iso8601, "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData(LogTimestampFormat.EpochSecond, "1767225600")]
    [InlineData(LogTimestampFormat.EpochMillis, "1767225600000")]
    [InlineData(LogTimestampFormat.EpochNano, "1767225600000000000")]
    public void Write_Timestamp_HasTheFieldAndFormatAskedFor(LogTimestampFormat format, string expected) =>
        Line(new() { TimestampField = "ts", TimestampFormat = format }, log => log.LogInformation("x"))["ts"]!
            .ToJsonString().ShouldBe(expected);

    [Fact]
    public void MomentOf_FractionOfASecond_IsKept() => LogWords.MomentOf(
        DateTimeOffset.UnixEpoch.AddTicks(15_000_001), LogTimestampFormat.EpochSecond).ShouldBe("1.5000001");

    [Fact]
    public void Write_Scope_IsOnTheLineAsTopLevelKeys()
    {
        var line = Line(new(), log =>
        {
            using var attempt = LogScope.OfAttempt(log, "widget", Widget.Type, new ObjectKey("team", "a"), "id1");
            log.LogInformation("synced");
        });

        line.ToJsonString().ShouldBe(
            """{"level":"INFO","logger":"Demo.Widgets","message":"synced","controller":"widget","kind":"Widget","namespace":"team","name":"a","reconcileID":"id1"}""");
    }

    [Fact]
    public void Write_MessageValues_KeepTheirTypesAndDoNotReplaceScopes()
    {
        var line = Line(new(), log =>
        {
            using var scope = log.BeginScope(new Dictionary<string, object?> { ["Name"] = "outer", ["Gone"] = null });
            log.LogWarning("{Name} failed {Failures} times: {Final} {Message}", "inner", 3, true, "m");
        });

        line.ToJsonString().ShouldBe(
            """{"level":"WARN","logger":"Demo.Widgets","message":"inner failed 3 times: True m","name":"outer","failures":3,"final":true}""");
    }

    [Fact]
    public void Write_InnerScope_WinsOverTheOuterOne()
    {
        var line = Line(new(), log =>
        {
            using var outer = log.BeginScope(new Dictionary<string, object?> { ["name"] = "outer" });
            using var inner = log.BeginScope(new Dictionary<string, object?> { ["name"] = "inner" });
            log.LogInformation("x");
        });

        line["name"]!.GetValue<string>().ShouldBe("inner");
    }

    [Fact]
    public void Write_Exception_HasAStackTraceFromErrorsOnOnly()
    {
        var error = Thrown();

        var failed = Line(new(), log => log.LogError(error, "x"));
        var warned = Line(new(), log => log.LogWarning(error, "x"));

        failed["error"]!.GetValue<string>().ShouldBe("broken\nin two");
        failed["stacktrace"]!.GetValue<string>().ShouldContain(nameof(Thrown));
        warned["error"]!.GetValue<string>().ShouldBe("broken\nin two");
        warned.ContainsKey("stacktrace").ShouldBeFalse();
    }

    private static JsonObject Line(LogLineOptions options, Action<ILogger> log)
    {
        using var lines = LineLog.Json(options);
        log(lines);
        lines.Text.TrimEnd().ShouldNotContain("\n");
        return JsonNode.Parse(lines.Text)!.AsObject();
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("broken\nin two");
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }
}
