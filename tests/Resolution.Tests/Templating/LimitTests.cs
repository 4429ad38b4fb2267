using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>Templates that would exhaust the operator end in a problem.</summary>
public sealed class LimitTests
{
    private const string TooDeep = "the template nests deeper than 100 levels; simplify it";
    private const string TooMuchWork = "the templates of this object take too much work; shorten their loops and texts";
    private const string TooLong = "the text becomes longer than 4194304 characters; shorten it";

    [Theory]
    [InlineData(100)]
    [InlineData(50_000)]
    public void Nesting_ManyLevels_IsBounded(int levels)
    {
        var blocks = $"{Repeat("[[ if true ]]", levels)}x{Repeat("[[ end ]]", levels)}";
        var parentheses = $"[[ {Repeat("(", levels)}`x`{Repeat(")", levels)} ]]";
        if (levels == 100)
        {
            Render(blocks).ShouldBe("x");
            Render(parentheses).ShouldBe("x");
        }
        else
        {
            Complaint(blocks).ShouldBe(TooDeep);
            Complaint(parentheses).ShouldBe(TooDeep);
        }
    }

    [Fact]
    public void Chains_ThatDoNotNest_AreNotBounded()
    {
        Render($"[[ if false ]]{Repeat("[[ else if false ]]", 20_000)}[[ else ]]x[[ end ]]").ShouldBe("x");
        Render($"[[ `x`{Repeat(" | print", 20_000)} ]]").ShouldBe("x");
        Render($"[[ .x{Repeat(".y", 20_000)} ]]").ShouldBe("<no value>");
        Render(Repeat("[[ `x` ]]", 20_000)).Length.ShouldBe(20_000);
    }

    [Theory]
    [InlineData("[[ range 9223372036854775807 ]][[ end ]]", TooMuchWork)]
    [InlineData("[[ range 100000 ]][[ range 100000 ]][[ end ]][[ end ]]", TooMuchWork)]
    [InlineData("[[ range 1000 ]][[ $x := printf `%500000s` `` ]][[ end ]]", TooMuchWork)]
    [InlineData("[[ $x := `ab` ]][[ range 100 ]][[ $x = print $x $x ]][[ end ]]", TooLong)]
    [InlineData("[[ printf `%999999d%999999d%999999d%999999d%999999d` 1 2 3 4 5 ]]", TooLong)]
    [InlineData("[[ printf `%999999s` `x` | printf `%q%q%q%q%q` ]]", null)]
    [InlineData("[[ $x := printf `%999999s` `x` ]][[ $x ]][[ $x ]][[ $x ]][[ $x ]][[ $x ]]", TooLong)]
    [InlineData("[[ $x := printf `%999999s` `x` ]][[ range 1000 ]][[ if eq $x $x ]][[ end ]][[ end ]]", TooMuchWork)]
    public void Work_TooMuch_IsAProblem(string template, string? expected)
    {
        if (expected is null)
        {
            Render(template).Length.ShouldBeLessThan(4 * 1024 * 1024);
        }
        else
        {
            Complaint(template).ShouldBe(expected);
        }
    }

    [Fact]
    public void Work_OfLargeCertificates_IsAllowed()
    {
        var bundle = new string('x', 1024 * 1024);
        var sources = Sources().With(FakeSources.Secret("tls"), "ca.crt", bundle);

        Render("[[ secret `tls/ca.crt` ]][[ secret `tls/ca.crt` ]][[ secret `tls/ca.crt` ]]", sources).Length.ShouldBe(3 * bundle.Length);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
