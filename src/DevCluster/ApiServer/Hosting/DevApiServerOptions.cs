namespace Gko.DevCluster.ApiServer;

/// <summary>What a <see cref="DevApiServer"/> starts with.</summary>
public sealed record DevApiServerOptions
{
    /// <summary>The loopback port; 0 takes any free one. A stable port lets kubectl keep its discovery cache.</summary>
    public int Port { get; init; }

    /// <summary>The namespaces that exist from the start.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default", "kube-system", "apim-example"];

    /// <summary>
    /// Where services are that webhook configurations refer to: <c>namespace/name</c> to an https address. The
    /// certificate must still be valid for <c>name.namespace.svc</c>.
    /// </summary>
    public IReadOnlyDictionary<string, Uri> Services { get; init; } = new Dictionary<string, Uri>();

    /// <summary>How many changes of each resource can be replayed to a watch.</summary>
    public int HistorySize { get; init; } = 1000;

    /// <summary>How many changes a watcher may lag behind before it is cut off.</summary>
    public int WatchCapacity { get; init; } = 4096;

    /// <summary>How often an idle watch gets a bookmark.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);
}
