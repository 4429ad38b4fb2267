using Gko.Testing.Chaos;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Clusters;

/// <summary>Ring 4: a real kube-apiserver and etcd.</summary>
public sealed class Ring4Fixture : ClusterFixture
{
    private Ring4Servers? _servers;
    private KubeApiServer? _server;

    public override string? Unavailable =>
        KubeApiServer.Assets is null ? "ring 4 is skipped: no kube-apiserver and etcd where KUBEBUILDER_ASSETS points" : null;

    public override ProxyBackend Backend => new(_server!.Url, KubeApiServer.Token);

    protected override string KubeConfigPath => _server!.KubeConfigPath;

    protected override async Task StartApiServerAsync()
    {
        _servers = await TestContext.Current.GetFixture<Ring4Servers>()
            ?? throw new InvalidOperationException("The test assembly has no ring 4 servers.");
        _server = await _servers.TakeAsync();
    }

    protected override async Task<string> IssueTokenAsync(string @namespace, string account) =>
        (await Kubectl.RunAsync("create", "token", account, "-n", @namespace)).Trim();

    protected override async Task StopApiServerAsync()
    {
        if (_server is not null)
        {
            await _servers!.ReturnAsync(_server);
        }
    }
}
