using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>An https webhook server whose answers the test decides, by path.</summary>
public sealed class WebhookStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, Func<JsonObject, Task<JsonNode>>> _answers = new();

    private WebhookStub(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public Uri Url => new(_app.Urls.First());

    /// <summary>Base64 of the PEM certificate, for <c>caBundle</c>.</summary>
    public string CaBundle => Convert.ToBase64String(Encoding.ASCII.GetBytes(_certificate.ExportCertificatePem()));

    /// <summary>The requests that came, by path, in order.</summary>
    public ConcurrentQueue<(string Path, JsonObject Request)> Requests { get; } = new();

    public static async Task<WebhookStub> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=webhooks", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("hook.system.svc");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(
            new HttpsConnectionAdapterOptions { ServerCertificate = certificate })));
        var app = builder.Build();
        var stub = new WebhookStub(app, certificate);
        app.Run(stub.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    /// <summary>Answers that path with an allowing response plus these fields.</summary>
    public void On(string path, string response) => On(path, _ => Task.FromResult(JsonNode.Parse(response)!));

    /// <summary>Answers that path with what the function makes of the request.</summary>
    public void On(string path, Func<JsonObject, Task<JsonNode>> answer) => _answers[path] = answer;

    /// <summary>The fields of a response that patches the object.</summary>
    public static string Patch(string operations) =>
        $$"""{"patchType":"JSONPatch","patch":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(operations))}}"}""";

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var review = (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!;
        var request = (JsonObject)review["request"]!;
        Requests.Enqueue((http.Request.Path.Value!, request));
        var response = new JsonObject { ["uid"] = request["uid"]!.GetValue<string>(), ["allowed"] = true };
        var fields = _answers.TryGetValue(http.Request.Path.Value!, out var answer) ? await answer(request) : new JsonObject();
        foreach (var (name, value) in fields.AsObject())
        {
            response[name] = value?.DeepClone();
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response,
        }.ToJsonString());
    }
}
