namespace Gko.Kubernetes.Configuration;

/// <summary>The connection of a pod: address from the environment, identity from the mounted service account.</summary>
internal static class InClusterConfig
{
    public static bool IsPresent(KubeConfigOptions options) =>
        !string.IsNullOrEmpty(options.Environment("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(options.Environment("KUBERNETES_SERVICE_PORT"))
        && File.Exists(TokenPath(options));

    public static KubeConnection Load(KubeConfigOptions options)
    {
        var host = Required(options, "KUBERNETES_SERVICE_HOST");
        var port = Required(options, "KUBERNETES_SERVICE_PORT");
        if (!File.Exists(TokenPath(options)))
        {
            throw new KubeConfigException(
                $"{TokenPath(options)} does not exist; give the pod a service account with automountServiceAccountToken: true");
        }

        // An IPv6 address needs brackets in a URL.
        var address = $"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}";
        return new KubeConnection
        {
            Server = Uri.TryCreate(address, UriKind.Absolute, out var server)
                ? server
                : throw new KubeConfigException($"KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT do not form an address: {address}"),
            Namespace = ReadNamespace(options),
            TrustedRoots = Roots(Path.Combine(options.ServiceAccountFolder, "ca.crt"), options),
            Credentials = new TokenFile(TokenPath(options), options.Time, options.Logger),
        };
    }

    private static TrustedRoots Roots(string path, KubeConfigOptions options) =>
        new(new PemSource($"the cluster's authority in {path}", path, null), options.Time, options.Logger);

    private static string? ReadNamespace(KubeConfigOptions options)
    {
        var path = Path.Combine(options.ServiceAccountFolder, "namespace");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static string Required(KubeConfigOptions options, string variable) =>
        options.Environment(variable) is { Length: > 0 } value
            ? value
            : throw new KubeConfigException($"{variable} is not set; this process does not seem to run in a pod");

    private static string TokenPath(KubeConfigOptions options) => Path.Combine(options.ServiceAccountFolder, "token");
}
