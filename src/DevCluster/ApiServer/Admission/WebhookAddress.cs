using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Where a webhook is called, and under which name its certificate must be valid.</summary>
/// <param name="Target">The address to connect to.</param>
/// <param name="Shown">The address as error messages name it.</param>
/// <param name="Host">The host to ask for when that is not the target's; null otherwise.</param>
internal sealed record WebhookAddress(Uri Target, string Shown, string? Host)
{
    /// <param name="services">Services by <c>namespace/name</c>, since nothing runs in this cluster.</param>
    /// <exception cref="WebhookCallException">The service is not mapped.</exception>
    public static WebhookAddress Of(JsonObject clientConfig, IReadOnlyDictionary<string, Uri> services, TimeSpan timeout)
    {
        var query = $"timeout={timeout.TotalSeconds:0}s";
        if (clientConfig.Text("url") is { } url)
        {
            var target = new UriBuilder(url) { Query = query }.Uri;
            return new WebhookAddress(target, target.ToString(), null);
        }

        var service = clientConfig.Child("service");
        var (ns, name) = (service.Text("namespace") ?? "", service.Text("name") ?? "");
        var path = service.Text("path") ?? "/";
        var host = $"{name}.{ns}.svc";
        var shown = $"https://{host}:{service.Number("port") ?? 443}{path}?{query}";
        return services.TryGetValue($"{ns}/{name}", out var mapped)
            ? new WebhookAddress(new UriBuilder(mapped) { Path = path, Query = query }.Uri, shown, host)
            : throw new WebhookCallException($"Post \"{shown}\": service \"{name}\" not found");
    }
}
