using System.Net;
using Gko.Kubernetes.Client;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Client;

public sealed class WarningTests : IDisposable
{
    private readonly RecordingLogger<WarningTests> _logger = new();
    private readonly Queue<string[]> _warnings = new();
    private readonly HttpMessageInvoker _http;

    public WarningTests() => _http = new HttpMessageInvoker(new WarningHandler(_logger, new Server(_warnings)));

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Send_SameWarningTwice_IsLoggedOnce()
    {
        await SendAsync("299 - \"demo.io/v1alpha1 Widget is deprecated\"");
        await SendAsync("299 - \"demo.io/v1alpha1 Widget is deprecated\"");

        _logger.Entries.ShouldBe([(LogLevel.Warning, "The API server warns at GET /apis/x: demo.io/v1alpha1 Widget is deprecated")]);
    }

    [Fact]
    public async Task Send_SeveralWarnings_AreAllLogged()
    {
        await SendAsync("299 - \"first\"", "299 - \"second says \\\"no\\\"\"");

        _logger.Entries.Select(entry => entry.Message.Split(": ")[1]).ShouldBe(["first", "second says \"no\""]);
    }

    [Fact]
    public async Task Send_NoWarning_LogsNothing()
    {
        await SendAsync();

        _logger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_MoreTextsThanRemembered_ForgetsTheOldOnes()
    {
        await SendAsync("299 - \"old\"");
        foreach (var number in Enumerable.Range(0, WarningHandler.Remembered))
        {
            await SendAsync($"299 - \"new {number}\"");
        }

        await SendAsync("299 - \"old\"");

        _logger.Entries.Count(entry => entry.Message.EndsWith(": old", StringComparison.Ordinal)).ShouldBe(2);
    }

    private async Task SendAsync(params string[] warnings)
    {
        _warnings.Enqueue(warnings);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.test/apis/x?limit=1");
        (await _http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    private sealed class Server(Queue<string[]> warnings) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK);
            response.Headers.TryAddWithoutValidation("Warning", warnings.Dequeue());
            return Task.FromResult(response);
        }
    }
}
