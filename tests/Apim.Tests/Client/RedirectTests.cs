using Gko.Apim.Client;

namespace Gko.Apim.Tests.Client;

public sealed class RedirectTests : IDisposable
{
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Fact]
    public async Task Redirect_SameHost_KeepsMethodBodyAndCredentials()
    {
        _apim.Server.Answers(307, location: "/elsewhere").Answers(200);

        (await _apim.ImportAsync()).IsSuccess.ShouldBeTrue();

        _apim.Server.Sent[1].ShouldBe(_apim.Server.Sent[0] with { Url = "https://apim.example.com/elsewhere" });
    }

    [Theory]
    [InlineData("https://other.example.com/x")]
    [InlineData("https://apim.example.com:444/x")]
    public async Task Redirect_OtherHost_GetsNoCredentials(string location)
    {
        _apim.Server.Answers(302, location: location).Answers(200);

        await _apim.ImportAsync();

        _apim.Server.Sent[1].Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task Redirect_ToPlainHttp_IsRefused()
    {
        _apim.Server.Answers(301, location: "http://apim.example.com/x");

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Unreachable);
        error.Message.ShouldContain("from https to http");
    }

    [Fact]
    public async Task Redirect_SeeOther_BecomesGet()
    {
        _apim.Server.Answers(303, location: "/result").Answers(200);

        await _apim.ImportAsync();

        (_apim.Server.Sent[1].Method, _apim.Server.Sent[1].Body).ShouldBe(("GET", null));
    }

    [Fact]
    public async Task Redirect_Loop_Ends()
    {
        _apim.Server.Answers(302, location: "/round", times: 20);

        (await _apim.ImportAsync()).Error!.Message.ShouldContain("more than 10 times");
    }
}
