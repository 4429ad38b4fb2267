using Gko.Apim.Http;

namespace Gko.Apim.Tests.Http;

public sealed class ForwardProxyTests
{
    private static readonly ProxyVariables Both = new()
    {
        HttpProxy = "http://plain:1", HttpsProxy = "http://secure:2", NoProxy = ".internal",
    };

    [Theory]
    [InlineData("http://apim", "http://plain:1/")]
    [InlineData("https://apim", "http://secure:2/")]
    [InlineData("https://apim.internal", null)]
    [InlineData("http://localhost", null)]
    public void Create_ProxyOfTheEnvironment_DependsOnTheUrl(string url, string? expected)
    {
        Through(new() { Variables = Both }, url).ShouldBe(expected);
        Through(new() { Enabled = true, UseSystem = true, Url = "http://other", Variables = Both }, url).ShouldBe(expected);
    }

    [Theory]
    [InlineData("http://apim")]
    [InlineData("https://apim.internal")]
    [InlineData("http://localhost")]
    public void Create_ProxyOfTheSettings_IsForEveryUrl(string url) =>
        Through(new() { Enabled = true, Url = "socks5://own:3", Variables = Both }, url).ShouldBe("socks5://own:3/");

    [Fact]
    public void Create_NothingSet_GoesDirect() => Through(new(), "https://apim").ShouldBeNull();

    [Fact]
    public void Create_VariableWithoutScheme_IsHttp() =>
        Through(new() { Variables = new() { HttpProxy = "proxy:3128" } }, "http://apim").ShouldBe("http://proxy:3128/");

    [Theory]
    [InlineData("proxy:3128")]
    [InlineData("ftp://proxy")]
    [InlineData("")]
    public void Create_SettingThatIsNoProxy_Throws(string url) =>
        Should.Throw<HttpRequestException>(() => ForwardProxy.Create(new() { Enabled = true, Url = url }))
            .Message.ShouldBe($"proxy URL [{url}] is invalid");

    [Theory]
    [InlineData("http://proxy", "me", "p", "me", "p")]
    [InlineData("http://you:q@proxy", "me", "p", "me", "p")]
    [InlineData("http://you:q%40@proxy", "", "", "you", "q@")]
    [InlineData("http://you@proxy", "", "", "you", "")]
    public void GetCredential_Settings_WinOverTheUrl(string url, string user, string password, string expectedUser, string expectedPassword)
    {
        var proxy = ForwardProxy.Create(new() { Enabled = true, Url = url, Username = user, Password = password });

        var login = proxy.GetCredential(new("http://proxy"), "Basic").ShouldNotBeNull();

        (login.UserName, login.Password).ShouldBe((expectedUser, expectedPassword));
    }

    [Fact]
    public void GetCredential_TwoProxies_EachHasItsOwn()
    {
        var variables = new ProxyVariables { HttpProxy = "http://a:1@plain", HttpsProxy = "http://b:2@secure" };
        var proxy = ForwardProxy.Create(new() { Variables = variables });

        proxy.GetCredential(new("http://plain"), "Basic")!.UserName.ShouldBe("a");
        proxy.GetCredential(new("http://secure"), "Basic")!.UserName.ShouldBe("b");
    }

    [Fact]
    public void GetCredential_NoLogin_IsNull() =>
        ForwardProxy.Create(new() { Enabled = true, Url = "http://proxy" }).GetCredential(new("http://proxy"), "Basic").ShouldBeNull();

    [Theory]
    [InlineData("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")]
    [InlineData("http_proxy", "https_proxy", "no_proxy")]
    public void FromEnvironment_Variables_AreReadInEitherCase(string http, string https, string none)
    {
        var values = new Dictionary<string, string?> { [http] = "h", [https] = "s", [none] = "n" };

        ProxyVariables.FromEnvironment(values.GetValueOrDefault).ShouldBe(new() { HttpProxy = "h", HttpsProxy = "s", NoProxy = "n" });
    }

    [Fact]
    public void FromEnvironment_OneForAll_FillsWhatIsMissing()
    {
        var values = new Dictionary<string, string?> { ["ALL_PROXY"] = "all", ["HTTPS_PROXY"] = "s" };

        ProxyVariables.FromEnvironment(values.GetValueOrDefault).ShouldBe(new() { HttpProxy = "all", HttpsProxy = "s" });
    }

    [Fact]
    public void ToString_Logins_AreHidden() =>
        new ApimProxyOptions { Url = "http://a:secret@p", Variables = new() { HttpProxy = "http://b:secret@p", HttpsProxy = "c:secret@p" } }
            .ToString().ShouldNotContain("secret");

    private static string? Through(ApimProxyOptions options, string url)
    {
        var proxy = ForwardProxy.Create(options);
        return proxy.IsBypassed(new(url)) ? null : proxy.GetProxy(new(url))?.ToString();
    }
}
