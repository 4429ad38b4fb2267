namespace Gko.DevCluster;

/// <summary>What to start and where.</summary>
public sealed record DevClusterOptions
{
    /// <summary>Where the kubeconfig is written; only its owner may read it.</summary>
    public string KubeConfigPath { get; init; } = Path.Combine(".gko", "kubeconfig");

    /// <summary>Port of the API server; 0 for any free one.</summary>
    public int Port { get; init; } = 6443;

    /// <summary>Port of the Management API; 0 for any free one.</summary>
    public int ApimPort { get; init; } = 8083;

    /// <summary>Port of the operator's webhooks.</summary>
    public int WebhookPort { get; init; } = 9443;

    /// <summary>Start the operator too.</summary>
    public bool RunOperator { get; init; } = true;

    /// <summary>Reads the operator's settings; what makes it fit the dev cluster is set on top.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
