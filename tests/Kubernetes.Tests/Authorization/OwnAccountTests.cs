using System.Net;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Tests.Client;

namespace Gko.Kubernetes.Tests.Authorization;

public sealed class OwnAccountTests : IDisposable
{
    private readonly KubeClientFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Theory]
    [InlineData("system:serviceaccount:gko:manager", "system:serviceaccount:gko:manager")]
    [InlineData("jane", null)]
    public async Task Find_Answer_CountsForServiceAccountsOnly(string user, string? expected)
    {
        _f.Transport.Answer(HttpStatusCode.Created, $$$$"""{"metadata":{},"status":{"userInfo":{"username":"{{{{user}}}}"}}}""");

        (await FindAsync()).ShouldBe(expected);

        _f.Transport.Requests.ShouldHaveSingleItem().Target.ShouldBe("/apis/authentication.k8s.io/v1/selfsubjectreviews");
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "NotFound")]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden")]
    public async Task Find_ServerDoesNotTell_IsNobody(HttpStatusCode code, string reason)
    {
        _f.Transport.Answer(code, $$"""{"kind":"Status","reason":"{{reason}}","code":{{(int)code}}}""");

        (await FindAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Find_ServerInTrouble_Throws()
    {
        _f.Transport.Answer(HttpStatusCode.BadRequest, """{"kind":"Status","reason":"BadRequest","code":400}""");

        await Should.ThrowAsync<KubeApiException>(FindAsync());
    }

    private Task<string?> FindAsync() => OwnAccount.FindServiceAccountAsync(_f.Client, TestContext.Current.CancellationToken);
}
