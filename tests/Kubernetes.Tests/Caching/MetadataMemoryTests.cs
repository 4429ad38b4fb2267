using System.Net;
using System.Text;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>What an informer that only wants to know which Secrets exist spends on each.</summary>
[Collection(MemoryCollection.Name)]
public sealed class MetadataMemoryTests
{
    private const int Count = 20_000;
    private const int BytesEach = 700;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hold_ManyForeignSecrets_CostsLessThanAKilobyteEach(bool inPages)
    {
        using var client = new KubeClient(
            new KubeConnection { Server = new Uri("https://api.test") }, TimeProvider.System, NullLogger<KubeClient>.Instance, new ManySecrets(Count, inPages));
        var informer = new Informer<SecretMetadata>(
            client, new InformerOptions { Transform = new MetadataTrimmer().Trim }, TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var before = HeldBytes();

        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        var each = (HeldBytes() - before) / (double)Count;
        informer.List().Count.ShouldBe(Count);
        each.ShouldBeInRange(100, BytesEach);
        await stop.CancelAsync();
        await running;
    }

    // What tests before this one left behind goes only once its finalizers ran.
    private static long HeldBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Answers with metadata as long as that of real Secrets, made while it is read.</summary>
    private sealed class ManySecrets(int count, bool inPages) : HttpMessageHandler
    {
        private const int PageSize = 500;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = request.RequestUri!.Query;
            var isWatch = query.Contains("watch=true", StringComparison.Ordinal);
            if (!isWatch)
            {
                return Answer(HttpStatusCode.OK, Page(query));
            }

            return query.Contains("sendInitialEvents", StringComparison.Ordinal) && inPages
                ? Answer(HttpStatusCode.UnprocessableEntity, [])
                : Answer(HttpStatusCode.OK, Events(), staysOpen: true);
        }

        private static Task<HttpResponseMessage> Answer(HttpStatusCode code, IEnumerable<string> body, bool staysOpen = false) =>
            Task.FromResult(new HttpResponseMessage(code) { Content = new StreamContent(new TextStream(body, staysOpen)) });

        private IEnumerable<string> Events()
        {
            for (var index = 0; index < count; index++)
            {
                yield return $$$"""{"type":"ADDED","object":{{{Item(index)}}} }""" + "\n";
            }

            yield return """{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"99999999","annotations":{"k8s.io/initial-events-end":"true"}}}}""" + "\n";
        }

        private IEnumerable<string> Page(string query)
        {
            var from = query.Split("continue=") is [_, var rest] ? int.Parse(rest.Split('&')[0]) : 0;
            var to = Math.Min(count, from + PageSize);
            yield return $$"""{"metadata":{"resourceVersion":"99999999","continue":"{{(to < count ? to : "")}}"},"items":[""";
            for (var index = from; index < to; index++)
            {
                yield return Item(index) + (index + 1 < to ? "," : "");
            }

            yield return "]}";
        }

        private static string Item(int index) =>
            $$$"""
            {"kind":"PartialObjectMetadata","metadata":{"namespace":"team-{{{index % 40}}}","name":"some-release-of-another-team-{{{index:00000}}}",
             "uid":"0bd8b1f5-9b68-4b07-8f0e-{{{index:000000000000}}}","resourceVersion":"{{{12_345_000 + index}}}","creationTimestamp":"2026-01-01T00:00:00Z",
             "labels":{"owner":"helm","app.kubernetes.io/name":"app-{{{index}}}","app.kubernetes.io/managed-by":"somebody-else"},
             "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{{{new string('x', 800)}}}"},
             "managedFields":[{"manager":"helm","operation":"Update","fieldsV1":{"f:data":{"f:release":{} },"f:type":{} } }] } }
            """.ReplaceLineEndings("");
    }

    /// <summary>Encodes texts as they are asked for, and then ends or says no more.</summary>
    private sealed class TextStream(IEnumerable<string> texts, bool staysOpen) : Stream
    {
        private readonly IEnumerator<string> _texts = texts.GetEnumerator();
        private ReadOnlyMemory<byte> _rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.IsEmpty && _texts.MoveNext())
            {
                _rest = Encoding.UTF8.GetBytes(_texts.Current);
            }
            else if (_rest.IsEmpty && staysOpen)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            var length = Math.Min(buffer.Length, _rest.Length);
            _rest[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
