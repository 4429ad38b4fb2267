using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>A client over a script and a clock that stands still.</summary>
internal sealed class KubeClientFixture : IDisposable
{
    public KubeClientFixture(Func<KubeConnection, KubeConnection>? change = null)
    {
        var connection = new KubeConnection { Server = new Uri("https://api.test:6443") };
        Client = new KubeClient(change?.Invoke(connection) ?? connection, Time, NullLogger<KubeClient>.Instance, Transport);
    }

    public FakeTimeProvider Time { get; } = new();

    public ScriptedTransport Transport { get; } = new();

    public KubeClient Client { get; }

    public void Dispose() => Client.Dispose();
}
