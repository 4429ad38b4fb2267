namespace Gko.Kubernetes.Configuration;

/// <summary>Where the API server is, how to trust it and who we are: what a kubeconfig context boils down to.</summary>
public sealed record KubeConnection
{
    /// <summary>Scheme, host, port and, behind some gateways, a path prefix.</summary>
    public required Uri Server { get; init; }

    /// <summary>The context's or pod's namespace; null when none is set.</summary>
    public string? Namespace { get; init; }

    /// <summary>The only authorities to trust; null for those of the system.</summary>
    public TrustedRoots? TrustedRoots { get; init; }

    /// <summary>Accept any server certificate. Only for experiments: anybody on the way can then read the credentials.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The name to ask for and to verify when it is not the host of <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Proxy to use; null for those of the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How requests are authenticated.</summary>
    public ICredentialSource Credentials { get; init; } = StaticCredentials.None;

    /// <summary>How soon a connection on which nothing comes any more is noticed.</summary>
    public KeepAliveOptions KeepAlive { get; init; } = new();

    /// <summary>Whom to act as; null for oneself.</summary>
    public Impersonation? Impersonate { get; init; }
}
