using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class GuardedClientTests : IDisposable
{
    private const string Map = """{"metadata":{"namespace":"ns","name":"a"}}""";
    private static readonly ObjectKey Key = new("ns", "a");

    private readonly KubeClientFixture _f = new();
    private readonly IKubeClient _guarded;
    private bool _closed;

    public GuardedClientTests() => _guarded = _f.Client.Guarded(() =>
    {
        if (_closed)
        {
            throw new NotSupportedException("closed");
        }
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _f.Dispose();

    public static TheoryData<Func<IKubeClient, Task>> Writes { get; } = new()
    {
        client => client.CreateAsync(AMap(), ct: Ct),
        client => client.ReplaceAsync(AMap(), ct: Ct),
        client => client.PatchAsync<ConfigMap>(Key, Patch.Merge(new System.Text.Json.Nodes.JsonObject()), ct: Ct),
        client => client.DeleteAsync<ConfigMap>(Key, ct: Ct),
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_GuardThrows_DoesNotLeave(Func<IKubeClient, Task> write)
    {
        _closed = true;

        (await Should.ThrowAsync<NotSupportedException>(() => write(_guarded))).Message.ShouldBe("closed");

        _f.Transport.Requests.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_GuardIsContent_Leaves(Func<IKubeClient, Task> write)
    {
        _f.Transport.Answer(HttpStatusCode.OK, Map);

        await write(_guarded);

        _f.Transport.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_GuardThrows_IsNotAsked()
    {
        _closed = true;
        _f.Transport.Answer(HttpStatusCode.OK, Map);

        (await _guarded.GetAsync<ConfigMap>(Key, Ct)).Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task Write_GuardThrowsBeforeTheRepetition_IsNotRepeated()
    {
        _f.Transport.Answer(HttpStatusCode.TooManyRequests, """{"kind":"Status","code":429}""", retryAfter: "2");
        var call = _guarded.CreateAsync(AMap(), ct: Ct);
        await _f.Time.WaitForTimerAsync(wait => wait == TimeSpan.FromSeconds(2));

        _closed = true;
        _f.Time.Advance(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<NotSupportedException>(call);
        _f.Transport.Requests.Count.ShouldBe(1);
    }

    private static ConfigMap AMap() => new() { Metadata = new ObjectMeta { Namespace = "ns", Name = "a", ResourceVersion = "1" } };
}
