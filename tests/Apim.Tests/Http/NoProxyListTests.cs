using Gko.Apim.Http;

namespace Gko.Apim.Tests.Http;

public sealed class NoProxyListTests
{
    [Theory]
    [InlineData("apim.example.com", "http://apim.example.com", true)]
    [InlineData("Example.COM", "http://apim.EXAMPLE.com", true)]
    [InlineData("example.com", "http://badexample.com", false)]
    [InlineData(".example.com", "http://apim.example.com", true)]
    [InlineData(".example.com", "http://example.com", false)]
    [InlineData("*.example.com", "http://apim.example.com", true)]
    [InlineData("*.example.com", "http://example.com", false)]
    [InlineData(".svc,.cluster.local", "http://apim.ns.svc:8083", true)]
    [InlineData(" x , cluster.local ", "http://apim.ns.svc.cluster.local", true)]
    [InlineData("*", "https://anything", true)]
    [InlineData("", "https://anything", false)]
    [InlineData("apim:8083", "http://apim:8083", true)]
    [InlineData("apim:8083", "http://apim:8084", false)]
    [InlineData("apim:https", "http://apim", false)]
    [InlineData("10.0.0.7", "http://10.0.0.7", true)]
    [InlineData("10.0.0.7", "http://10.0.0.70", false)]
    [InlineData("10.0.0.7:80", "http://10.0.0.7", true)]
    [InlineData("10.0.0.0/8", "http://10.200.3.4", true)]
    [InlineData("10.1.2.3/8", "http://10.200.3.4", true)]
    [InlineData("10.0.0.0/31", "http://10.0.0.2", false)]
    [InlineData("10.0.0.0/8", "http://apim", false)]
    [InlineData("10.0.0.0/99,a/b/c,x/1,10.0.0.0/x", "http://10.0.0.1", false)]
    [InlineData("0.0.0.0/0", "http://[fd00::1]", false)]
    [InlineData("fd00::/8", "http://[fd00::1]", true)]
    [InlineData("fd00::1", "http://[fd00::1]", true)]
    [InlineData("[fd00::1]:80", "http://[fd00::1]", true)]
    [InlineData("", "http://localhost:8083", true)]
    [InlineData("", "http://127.0.0.9", true)]
    [InlineData("", "http://[::1]", true)]
    public void Contains_Entry_MeansWhatGoProgramsTakeItFor(string list, string url, bool expected) =>
        new NoProxyList(list).Contains(new(url)).ShouldBe(expected);
}
