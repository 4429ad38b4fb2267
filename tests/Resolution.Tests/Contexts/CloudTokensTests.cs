using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gko.Contracts;
using Gko.Testing.Builders;

namespace Gko.Resolution.Tests.Contexts;

public sealed class CloudTokensTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    [InlineData("t", null, true)]
    [InlineData(null, "s", true)]
    public void IsEnabled_Cloud_NeedsATokenOrASecret(string? token, string? secret, bool expected) =>
        CloudTokens.IsEnabled(new() { Cloud = new Cloud { Token = token, SecretRef = new() { Name = secret } } }).ShouldBe(expected);

    [Fact]
    public void IsEnabled_NoCloud_IsFalse() => CloudTokens.IsEnabled(new ManagementContextSpec()).ShouldBeFalse();

    [Fact]
    public void IsEnabled_NoSpec_IsFalse() => CloudTokens.IsEnabled(null).ShouldBeFalse();

    [Fact]
    public void Parse_CompleteToken_ReadsItsClaims()
    {
        var claims = CloudTokens.Parse(CloudTokenText.For("org", "eu", "dev", "prod"), out var problem)!;

        problem.ShouldBeNull();
        (claims.Organization, claims.Geography).ShouldBe(("org", "eu"));
        claims.Environments.ShouldBe(["dev", "prod"]);
    }

    [Fact]
    public void Parse_TokenWithNewline_IsRead() =>
        CloudTokens.Parse(CloudTokenText.For("org", "eu", "dev") + "\n", out _).ShouldNotBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.%%%.c")]
    [InlineData("a.bm8.c")]
    [InlineData("a.W10.c")]
    [InlineData("[[ secret `a/b` ]]")]
    public void Parse_NoToken_IsMalformed(string token)
    {
        CloudTokens.Parse(token, out var problem).ShouldBeNull();
        problem!.ShouldStartWith("cannot parse cloud token: token is malformed: ");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"cpg":"eu","envs":["dev"]}""")]
    [InlineData("""{"org":"","cpg":"eu","envs":["dev"]}""")]
    [InlineData("""{"org":1,"cpg":"eu","envs":["dev"]}""")]
    [InlineData("""{"org":"org","envs":["dev"]}""")]
    [InlineData("""{"org":"org","cpg":"","envs":["dev"]}""")]
    [InlineData("""{"org":"org","cpg":"eu"}""")]
    [InlineData("""{"org":"org","cpg":"eu","envs":[]}""")]
    [InlineData("""{"org":"org","cpg":"eu","envs":"dev"}""")]
    [InlineData("""{"org":"org","cpg":"eu","envs":[1]}""")]
    public void Parse_ClaimMissing_SaysSoInUpstreamsWords(string payload)
    {
        CloudTokens.Parse(CloudTokenText.Of(payload), out var problem).ShouldBeNull();
        problem.ShouldBe(
            "cannot parse cloud token: cloud token does not contains all required claims, are you sure this is a Gravitee cloud token ?");
    }

    [Fact]
    public void Parse_ClaimIsNoText_IsRefused()
    {
        byte[] payload = [.. "{\"org\":\""u8, 0xff, .. "\",\"cpg\":\"eu\",\"envs\":[\"dev\"]}"u8];

        CloudTokens.Parse(CloudTokenText.Of(payload), out var problem).ShouldBeNull();
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void Parse_ClaimEscapesHalfACharacter_IsRefused()
    {
        CloudTokens.Parse(CloudTokenText.Of("""{"org":"org","cpg":"eu","envs":["\ud800"]}"""), out var problem).ShouldBeNull();
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => IsClaimsOrProblem(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyPayload_NeverThrows() =>
        Prop.ForAll(Payloads, payload => IsClaimsOrProblem(CloudTokenText.Of(payload))).QuickCheckThrowOnFailure();

    private static Gen<string> Values { get; } =
        Gen.Elements("\"a\"", "\"\"", "\"\\ud800\"", "\"\u00e9\"", "\"\\n\"", "null", "1", "[]", "{}", "[[[[", "");

    // Something like a token in which anything may stand where a text should, or one cut short.
    private static Arbitrary<byte[]> Payloads { get; } =
        (from organization in Values
         from geography in Values
         from environments in Values.ListOf()
         from length in Gen.Choose(0, 120)
         select Encoding.Latin1.GetBytes(
             $$"""{"org":{{organization}},"cpg":{{geography}},"envs":[{{string.Join(',', environments)}}]}""")[..^Math.Max(0, length - 100)])
        .ToArbitrary();

    private static bool IsClaimsOrProblem(string token) =>
        CloudTokens.Parse(token, out var problem) is null == (problem is not null);
}
