using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class AuthTests
{
    private const string Map = """{"metadata":{"namespace":"ns","name":"a"}}""";
    private const string Refused = """{"kind":"Status","reason":"Unauthorized","message":"Unauthorized","code":401}""";
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Unauthorized_IsRepeatedOnceWithNewCredentials()
    {
        using var f = new KubeClientFixture(c => c with { Credentials = new Numbered(canRenew: true) });
        f.Transport.Answer(HttpStatusCode.Unauthorized, Refused).Answer(HttpStatusCode.OK, Map);

        await f.Client.GetAsync<ConfigMap>(Key, Ct);

        f.Transport.Requests.SelectMany(request => request.Headers["Authorization"]).ShouldBe(["Bearer t0", "Bearer t1"]);
    }

    [Fact]
    public async Task Send_UnauthorizedTwice_Throws()
    {
        using var f = new KubeClientFixture(c => c with { Credentials = new Numbered(canRenew: true) });
        f.Transport.Answer(HttpStatusCode.Unauthorized, Refused).Answer(HttpStatusCode.Unauthorized, Refused);

        (await Should.ThrowAsync<KubeApiException>(() => f.Client.GetAsync<ConfigMap>(Key, Ct))).Code.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Send_UnauthorizedWithFixedCredentials_IsNotRepeated()
    {
        using var f = new KubeClientFixture(c => c with { Credentials = new Numbered(canRenew: false) });
        f.Transport.Answer(HttpStatusCode.Unauthorized, Refused);

        await Should.ThrowAsync<KubeApiException>(() => f.Client.GetAsync<ConfigMap>(Key, Ct));
    }

    [Fact]
    public async Task Send_NoCredentialsToBeHad_IsAFailureOfTheTransport()
    {
        using var f = new KubeClientFixture(c => c with { Credentials = new Unobtainable() });

        var error = await Should.ThrowAsync<HttpRequestException>(() => f.Client.GetAsync<ConfigMap>(Key, Ct));

        error.Message.ShouldBe("the plugin is asleep");
        error.HttpRequestError.ShouldBe(HttpRequestError.UserAuthenticationError);
    }

    [Fact]
    public async Task Send_Impersonation_IsAskedForInHeaders()
    {
        using var f = new KubeClientFixture(c => c with
        {
            Impersonate = new Impersonation
            {
                User = "ann", Uid = "u-1", Groups = ["g1", "g2"],
                Extra = new Dictionary<string, IReadOnlyList<string>> { ["example.org/Scope x"] = ["a", "b"] },
            },
        });
        f.Transport.Answer(HttpStatusCode.OK, Map);

        await f.Client.GetAsync<ConfigMap>(Key, Ct);

        var headers = f.Transport.Request.Headers;
        headers["Impersonate-User"].ShouldBe(["ann"]);
        headers["Impersonate-Uid"].ShouldBe(["u-1"]);
        headers["Impersonate-Group"].ShouldBe(["g1", "g2"]);
        headers["Impersonate-Extra-example.org%2FScope%20x"].ShouldBe(["a", "b"]);
    }

    private sealed class Numbered(bool canRenew) : ICredentialSource
    {
        private int _generation;

        public SslStreamCertificateContext? ClientCertificate => null;

        public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"t{_generation}");
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> InvalidateAsync(CancellationToken ct)
        {
            _generation++;
            return ValueTask.FromResult(canRenew);
        }
    }

    private sealed class Unobtainable : ICredentialSource
    {
        public SslStreamCertificateContext? ClientCertificate => null;

        public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct) => throw new KubeConfigException("the plugin is asleep");

        public ValueTask<bool> InvalidateAsync(CancellationToken ct) => ValueTask.FromResult(false);
    }
}
