using Gko.Apim.Http;

namespace Gko.Apim.Tests.Http;

public sealed class ApimClientOptionsTests
{
    [Fact]
    public void FromEnvironment_NothingSet_HasTheDefaults() =>
        ApimClientOptions.FromEnvironment(_ => null).ShouldBe(new ApimClientOptions());

    [Fact]
    public void FromEnvironment_EverythingSet_IsRead()
    {
        var variables = new Dictionary<string, string?>
        {
            ["HTTP_CLIENT_TIMEOUT_SECONDS"] = "30",
            ["HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY"] = "true",
            ["HTTP_CLIENT_TRUSTSTORE_PATH"] = "/ca.pem",
            ["HTTP_CLIENT_PROXY_ENABLED"] = "true",
            ["HTTP_CLIENT_PROXY_USE_SYSTEM_PROXY"] = "true",
            ["HTTP_CLIENT_PROXY_URL"] = "http://proxy",
            ["HTTP_CLIENT_PROXY_USERNAME"] = "me",
            ["HTTP_CLIENT_PROXY_PASSWORD"] = "secret",
        };

        var options = ApimClientOptions.FromEnvironment(variables.GetValueOrDefault);

        options.ShouldBe(new()
        {
            TimeoutSeconds = 30,
            InsecureSkipCertVerify = true,
            TrustStorePath = "/ca.pem",
            Proxy = new() { Enabled = true, UseSystem = true, Url = "http://proxy", Username = "me", Password = "secret" },
        });
        options.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1", 5)]
    [InlineData("ten", 5)]
    [InlineData("", 5)]
    public void FromEnvironment_Timeout_UnusableFallsBack(string text, int expected) =>
        ApimClientOptions.FromEnvironment(name => name == "HTTP_CLIENT_TIMEOUT_SECONDS" ? text : null)
            .TimeoutSeconds.ShouldBe(expected);

    [Fact]
    public void FromEnvironment_FlagOtherThanTrue_IsFalse() =>
        ApimClientOptions.FromEnvironment(_ => "True").InsecureSkipCertVerify.ShouldBeFalse();
}
