namespace Gko.Kubernetes.Configuration;

/// <summary>Resolves one context to a connection.</summary>
internal sealed class KubeConnectionBuilder(KubeConfigEntries entries, KubeConfigOptions options)
{
    public KubeConnection Build()
    {
        var context = entries.Context(options.Context);
        var cluster = entries.Cluster(context);
        var user = entries.User(context);
        var connection = new KubeConnection
        {
            Server = Server(cluster),
            Namespace = context.Text("namespace"),
            TrustedRoots = Roots(cluster),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            Proxy = Proxy(cluster),
            Impersonate = user is null ? null : Impersonate(user),
        };
        if (connection.SkipTlsVerify && connection.TrustedRoots is not null)
        {
            throw cluster.Error("insecure-skip-tls-verify", "contradicts certificate-authority; remove one of them");
        }

        return user is null
            ? connection
            : connection with { Credentials = new UserCredentials(user, connection, ExecConfig(cluster), options).Build() };
    }

    private static Uri Server(KubeConfigNode cluster)
    {
        var text = cluster.Text("server") ?? throw cluster.Error("server", "is missing; set the URL of the API server");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "https" or "http"
            ? server!
            : throw cluster.Error("server", $"is '{text}', which is no http or https URL");
    }

    private TrustedRoots? Roots(KubeConfigNode cluster) =>
        PemSource.From(cluster, "certificate-authority") is { } source ? new TrustedRoots(source, options.Time, options.Logger) : null;

    private static Uri? Proxy(KubeConfigNode cluster)
    {
        if (cluster.Text("proxy-url") is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5"
            ? proxy
            : throw cluster.Error("proxy-url", $"is '{text}'; it must be an http, https or socks5 URL");
    }

    private static Impersonation? Impersonate(KubeConfigNode user)
    {
        var uid = user.Text("as-uid");
        var groups = user.Texts("as-groups");
        var extra = user.Map("as-user-extra");
        if (user.Text("as") is { } name)
        {
            return new Impersonation
            {
                User = name,
                Uid = uid,
                Groups = groups,
                Extra = extra?.Json.ToDictionary(item => item.Key, IReadOnlyList<string> (item) => extra.Texts(item.Key))
                    ?? new Dictionary<string, IReadOnlyList<string>>(),
            };
        }

        // Ignoring the rest would run with more rights than were asked for.
        return uid is null && groups.Count == 0 && extra is null
            ? null
            : throw user.Error("as", "is missing; as-uid, as-groups and as-user-extra need it");
    }

    /// <summary>What a cluster entry wants to tell exec plugins.</summary>
    private static System.Text.Json.Nodes.JsonNode? ExecConfig(KubeConfigNode cluster) =>
        cluster.Maps("extensions").FirstOrDefault(item => item.Text("name") == "client.authentication.k8s.io/exec")?.Json["extension"];
}
