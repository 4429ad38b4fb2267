using System.Diagnostics;

namespace Gko.Resolution.Tests.Guardrails;

public sealed class GuardrailPatternTests
{
    [Theory]
    [InlineData("(", "Not enough )'s")]
    [InlineData("a)|(b", "Too many )'s")]
    [InlineData("(?=a)a", "look-around, back-references and atomic groups are not supported")]
    [InlineData(@"(a)\1", "look-around, back-references and atomic groups are not supported")]
    [InlineData("(a{100}){100}", "its counted repetitions multiply to more than 1000")]
    [InlineData("a{1,1001}", "its counted repetitions multiply to more than 1000")]
    public void Parse_Unusable_SaysWhy(string expression, string problem)
    {
        GuardrailPattern.Parse(expression, out var found).ShouldBeNull();

        found!.ShouldContain(problem);
    }

    [Theory]
    [InlineData("a|b", "a", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("a", "a\n", false)]
    [InlineData("[a-z]{2,10}", "abc", true)]
    [InlineData(@"\d{2,}", "123", true)]
    public void Matches_Text_IsMeantAsAWhole(string expression, string text, bool matches) =>
        GuardrailPattern.Parse(expression, out _)!.Matches(text).ShouldBe(matches);

    [Fact]
    public void Matches_VeryLongText_IsRefusedUnread() => GuardrailPattern.Parse(".*", out _)!.Matches(new string('a', 1025)).ShouldBeFalse();

    [Fact]
    public void Matches_ExpressionThatWouldBacktrack_TakesNoTime()
    {
        var started = Stopwatch.GetTimestamp();

        GuardrailPattern.Parse("(a*)*b", out _)!.Matches(new string('a', 1024)).ShouldBeFalse();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
