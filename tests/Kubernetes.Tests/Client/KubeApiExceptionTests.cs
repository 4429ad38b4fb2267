using System.Net;
using System.Text;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class KubeApiExceptionTests : IDisposable
{
    private readonly KubeClientFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Theory]
    [InlineData(404, "NotFound", nameof(KubeApiException.IsNotFound))]
    [InlineData(409, "Conflict", nameof(KubeApiException.IsConflict))]
    [InlineData(409, "AlreadyExists", nameof(KubeApiException.IsAlreadyExists))]
    [InlineData(422, "Invalid", nameof(KubeApiException.IsInvalid))]
    [InlineData(403, "Forbidden", nameof(KubeApiException.IsForbidden))]
    [InlineData(410, "Expired", nameof(KubeApiException.IsExpired))]
    [InlineData(429, "TooManyRequests", nameof(KubeApiException.IsThrottled))]
    public async Task Error_Status_HasExactlyOneClass(int code, string reason, string expected)
    {
        var error = await FailAsync((HttpStatusCode)code, $$"""{"kind":"Status","status":"Failure","reason":"{{reason}}","message":"m","code":{{code}}}""");

        Classes(error).ShouldBe([expected]);
    }

    [Fact]
    public async Task Error_VersionFromTheFuture_IsRecognisedByItsCause()
    {
        var error = await FailAsync(HttpStatusCode.GatewayTimeout, """
            {"kind":"Status","reason":"Timeout","message":"Too large resource version: 99, current: 5","code":504,
             "details":{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1}}
            """);

        Classes(error).ShouldBe([nameof(KubeApiException.IsResourceVersionTooLarge)]);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Error_Message_NamesCallStatusAndWhatTheServerSaid()
    {
        var error = await FailAsync(HttpStatusCode.UnprocessableEntity, """{"kind":"Status","reason":"Invalid","message":"data: is wrong","code":422}""");

        error.Message.ShouldBe("GET /api/v1/namespaces/ns/configmaps/a: 422 Invalid: data: is wrong");
    }

    [Fact]
    public async Task Error_BodyIsNoStatus_IsShownAsText()
    {
        var error = await FailAsync(HttpStatusCode.BadGateway, "<html>proxy says no</html>", "text/html");

        error.Status.Message.ShouldBe("<html>proxy says no</html>");
        error.Message.ShouldBe("GET /api/v1/namespaces/ns/configmaps/a: 502 BadGateway: <html>proxy says no</html>");
    }

    [Fact]
    public async Task Error_EndlessBody_IsReadInPartOnly()
    {
        var content = new CountingContent(10_000_000);
        _f.Transport.Answer(HttpStatusCode.InternalServerError, content);

        var error = await Should.ThrowAsync<KubeApiException>(
            () => _f.Client.GetAsync<ConfigMap>(new ObjectKey("ns", "a"), TestContext.Current.CancellationToken));

        error.Message.Length.ShouldBeLessThan(2000);
        content.BytesRead.ShouldBeLessThanOrEqualTo(128 * 1024);
    }

    private static IEnumerable<string> Classes(KubeApiException error) =>
        new (string Name, bool Holds)[]
        {
            (nameof(error.IsNotFound), error.IsNotFound), (nameof(error.IsConflict), error.IsConflict),
            (nameof(error.IsAlreadyExists), error.IsAlreadyExists), (nameof(error.IsInvalid), error.IsInvalid),
            (nameof(error.IsForbidden), error.IsForbidden), (nameof(error.IsExpired), error.IsExpired),
            (nameof(error.IsResourceVersionTooLarge), error.IsResourceVersionTooLarge), (nameof(error.IsThrottled), error.IsThrottled),
        }.Where(item => item.Holds).Select(item => item.Name);

    private async Task<KubeApiException> FailAsync(HttpStatusCode code, string body, string contentType = "application/json")
    {
        _f.Transport.Answer(code, new StringContent(body, Encoding.UTF8, contentType));
        return await Should.ThrowAsync<KubeApiException>(
            () => _f.Client.GetAsync<ConfigMap>(new ObjectKey("ns", "a"), TestContext.Current.CancellationToken));
    }

    /// <summary>A stream of the letter x that counts what is taken from it.</summary>
    private sealed class CountingContent(int size) : HttpContent
    {
        public int BytesRead { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new Source(this, size));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length) => (length = 0) != 0;

        private sealed class Source(CountingContent owner, int size) : MemoryStream(Encoding.UTF8.GetBytes(new string('x', size)))
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                var read = await base.ReadAsync(buffer, cancellationToken);
                owner.BytesRead += read;
                return read;
            }
        }
    }
}
