using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gko.DevCluster.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class HostingTests
{
    [Fact]
    public async Task Restart_SameServer_KeepsContentAndAddress()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        var created = await own.Admin.PostAsync(Paths.Widgets, Widget("kept"));
        var address = own.Server.Url;

        await own.Server.StopAsync(TestContext.Current.CancellationToken);
        await own.Server.StartAsync(TestContext.Current.CancellationToken);

        own.Server.Url.ShouldBe(address);
        (await own.Admin.GetAsync(Paths.Widget("kept"))).Text.ShouldBe(created.Text);
        (await own.Admin.PatchAsync(Paths.Widget("kept"), """{"spec":{"size":2}}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Stop_RunningWatch_Ends()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        using var watch = await own.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion=0");

        var stop = own.Server.StopAsync(TestContext.Current.CancellationToken);

        (await watch.NextTextAsync()).ShouldBe("END");
        await stop;
    }

    [Fact]
    public async Task Namespaces_FromOptions_Exist()
    {
        await using var server = new DevApiServer(new DevApiServerOptions { Namespaces = ["default", "mine"] }, TimeProvider.System, NullLoggerFactory.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var admin = new ApiClient(server, server.CreateToken("admin", "system:masters"));

        (await admin.GetAsync(Paths.Namespaces + "/mine")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task KubeConfig_ClientCertificate_IsAdmin()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        var config = Gko.Kubernetes.Serialization.YamlReader.ReadAll(own.Server.KubeConfig)[0]!;
        var user = config["users"]![0]!["user"]!;
        using var ephemeral = X509Certificate2.CreateFromPem(Pem(user["client-certificate-data"]), Pem(user["client-key-data"]));
        using var certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificates = [certificate];
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(Pem(config["clusters"]![0]!["cluster"]!["certificate-authority-data"]));
        handler.SslOptions.CertificateChainPolicy = policy;
        using var http = new HttpClient(handler);

        var answer = await http.GetAsync(new Uri(own.Server.Url, "/api/v1/secrets"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tls_OtherRoots_AreNotTrusted()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        using var http = new HttpClient();

        var error = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(own.Server.Url, TestContext.Current.CancellationToken));

        error.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task CountRequests_FinishedRequests_AreCounted()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();

        await own.Admin.GetAsync(Paths.Widgets);
        await own.Admin.GetAsync(Paths.Widgets);

        own.Server.CountRequests("list", "widgets").ShouldBe(2);
        (await own.Admin.GetAsync("/metrics")).Text.ShouldContain("apiserver_request_total{verb=\"list\",resource=\"widgets\",code=\"200\"} 2");
    }

    [Fact]
    public async Task FailNextRequests_Throttled_ThenServed()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();

        own.Server.FailNextRequests(1, HttpStatusCode.TooManyRequests);

        (await own.Admin.GetAsync(Paths.Widgets)).Reason.ShouldBe("TooManyRequests");
        (await own.Admin.GetAsync(Paths.Widgets)).Status.ShouldBe(200);
    }

    private static string Pem(System.Text.Json.Nodes.JsonNode? base64) =>
        System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(base64!.GetValue<string>()));
}
