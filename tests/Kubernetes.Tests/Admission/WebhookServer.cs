using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Endpoints on a real Kestrel, in plain HTTP on a loopback port.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookServer(WebApplication app, RecordingLoggers loggers)
    {
        _app = app;
        Loggers = loggers;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public RecordingLoggers Loggers { get; }

    public static async Task<WebhookServer> StartAsync(
        Action<IEndpointRouteBuilder> map, TimeProvider? time = null, Action<IServiceCollection>? services = null)
    {
        var loggers = new RecordingLoggers();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        services?.Invoke(builder.Services);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(loggers);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new WebhookServer(app, loggers);
    }

    /// <summary>Posts a JSON body.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, ReadOnlyMemory<byte> body)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new("application/json");
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Posts a review and returns the <c>response</c> of the answer, which must have status 200.</summary>
    public async Task<JsonObject> ReviewAsync(string path, JsonNode review)
    {
        using var answer = await PostAsync(path, Encoding.UTF8.GetBytes(review.ToJsonString()));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        body["kind"]!.GetValue<string>().ShouldBe("AdmissionReview");
        return body["response"]!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
