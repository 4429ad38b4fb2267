using Gko.Kubernetes.Logging;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Logging;

public sealed class TextLogFormatterTests
{
    [Fact]
    public void Write_PlainMessage_IsPartedByTabs() =>
        Text(new(), log => log.LogInformation("ready")).ShouldBe("INFO\tDemo.Widgets\tready\n");

    [Fact]
    public void Write_WithTimestamp_BeginsWithIt() =>
        Text(new() { TimestampField = "any" }, log => log.LogInformation("ready"))
            .ShouldBe("2026-01-01T00:00:00.000Z\tINFO\tDemo.Widgets\tready\n");

    [Fact]
    public void Write_Scope_IsOnTheLine()
    {
        var text = Text(new(), log =>
        {
            using var attempt = LogScope.OfAttempt(log, "widget", Widget.Type, new ObjectKey("team", "a"), "id1");
            log.LogInformation("synced");
        });

        text.ShouldBe(
            """INFO Demo.Widgets synced {"controller":"widget","kind":"Widget","namespace":"team","name":"a","reconcileID":"id1"}""".Replace(' ', '\t') + "\n");
    }

    [Fact]
    public void Write_TextOfOthers_CannotPassForALineOfItsOwn()
    {
        var text = Text(new(), log => log.LogInformation("{Reason}", "bad\nERROR\tgko\tforged\r\u001b[31m"));

        text.ShouldStartWith("INFO\tDemo.Widgets\tbad\\nERROR gko forged\\r\\u001b[31m\t{");
        text.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public void Write_Error_IsFollowedByIndentedLines()
    {
        var lines = Text(new(), log => log.LogError(new InvalidOperationException("one\nINFO two"), "x")).TrimEnd().Split('\n');

        lines[0].ShouldBe("""ERROR Demo.Widgets x {"error":"one\nINFO_two"}""".Replace(' ', '\t').Replace('_', ' '));
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("    "));
        lines.Length.ShouldBeGreaterThan(1);
    }

    private static string Text(LogLineOptions options, Action<ILogger> log)
    {
        using var lines = LineLog.Plain(options);
        log(lines);
        return lines.Text.ReplaceLineEndings("\n");
    }
}
