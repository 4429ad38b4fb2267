using System.Net;
using System.Text;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>Answers requests in the order scripted and remembers them.</summary>
internal sealed class ScriptedTransport : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = [];

    public List<RecordedRequest> Requests { get; } = [];

    public RecordedRequest Request => Requests.ShouldHaveSingleItem();

    public ScriptedTransport Answer(HttpStatusCode code, string body, string? retryAfter = null, string contentType = "application/json") =>
        Answer(code, new StringContent(body, Encoding.UTF8, contentType), retryAfter);

    public ScriptedTransport Answer(HttpStatusCode code, HttpContent content, string? retryAfter = null)
    {
        _script.Enqueue((_, _) =>
        {
            var response = new HttpResponseMessage(code) { Content = content };
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            return Task.FromResult(response);
        });
        return this;
    }

    public ScriptedTransport Fail(Exception error)
    {
        _script.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(error));
        return this;
    }

    public ScriptedTransport NeverAnswer()
    {
        _script.Enqueue(async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            throw new InvalidOperationException("An endless wait ended.");
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(await RecordedRequest.FromAsync(request));
        return _script.TryDequeue(out var answer)
            ? await answer(request, cancellationToken)
            : throw new InvalidOperationException($"Nothing is scripted for {request.Method} {request.RequestUri}.");
    }
}
