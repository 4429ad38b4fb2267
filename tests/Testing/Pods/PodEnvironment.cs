using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Testing.Pods;

/// <summary>The variables of a pod's container: those of the image, of the cluster, and of the spec, later ones winning.</summary>
internal sealed class PodEnvironment(PodTemplate pod, ImageConfig image, ClusterReader cluster, Uri server)
{
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync()
    {
        var variables = new Dictionary<string, string>(image.Environment) { ["HOSTNAME"] = PodFields.NameOf(pod), ["HOME"] = "/" };
        AddCluster(variables, "KUBERNETES", server.Host, server.Port);
        if (pod.Spec.Flag("enableServiceLinks") ?? true)
        {
            foreach (var service in await cluster.ServicesAsync().ConfigureAwait(false))
            {
                var prefix = service.Map("metadata").Text("name")!.ToUpperInvariant().Replace('-', '_');
                var spec = service.Map("spec");
                AddCluster(variables, prefix, spec.Text("clusterIP")!, (int)spec.Maps("ports").First().Number("port")!.Value);
            }
        }

        foreach (var source in pod.Container.Maps("envFrom"))
        {
            await AddAllAsync(variables, source).ConfigureAwait(false);
        }

        foreach (var variable in pod.Container.Maps("env"))
        {
            var name = variable.WithOnly("a variable", "name", "value", "valueFrom").Text("name")!;
            var value = variable["valueFrom"] is JsonObject from
                ? await ReadAsync(name, from).ConfigureAwait(false)
                : Literal(name, variable.Text("value") ?? "");
            if (value is not null)
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    private static void AddCluster(Dictionary<string, string> variables, string prefix, string host, int port)
    {
        variables[$"{prefix}_SERVICE_HOST"] = host;
        variables[$"{prefix}_SERVICE_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        variables[$"{prefix}_PORT"] = $"tcp://{host}:{port}";
    }

    private static string Literal(string name, string value) => value.Contains("$(", StringComparison.Ordinal)
        ? throw new NotSupportedException($"Variable {name} refers to others, which this kubelet does not know.")
        : value;

    private async Task AddAllAsync(Dictionary<string, string> variables, JsonObject source)
    {
        source.WithOnly("a source of variables", "configMapRef", "prefix", "secretRef");
        var isSecret = source["secretRef"] is not null;
        var reference = source.Map(isSecret ? "secretRef" : "configMapRef").WithOnly("a source of variables", "name", "optional");
        var entries = await EntriesAsync(isSecret, reference).ConfigureAwait(false);
        foreach (var (name, value) in entries ?? new Dictionary<string, byte[]>())
        {
            variables[source.Text("prefix") + name] = Encoding.UTF8.GetString(value);
        }
    }

    private async Task<string?> ReadAsync(string name, JsonObject from)
    {
        var (kind, node) = from.Single();
        var source = node!.AsObject();
        switch (kind)
        {
            case "fieldRef":
                return PodFields.Of(pod, source);
            case "secretKeyRef" or "configMapKeyRef":
                source.WithOnly($"variable {name}", "key", "name", "optional");
                var entries = await EntriesAsync(kind == "secretKeyRef", source).ConfigureAwait(false);
                return entries?.GetValueOrDefault(source.Text("key")!) is { } value ? Encoding.UTF8.GetString(value)
                    : source.Flag("optional") == true ? null
                    : throw new InvalidOperationException($"Variable {name} waits for {source.Text("key")} in {source.Text("name")}, which does not exist.");
            default:
                throw new NotSupportedException($"Variable {name} has a {kind}, which this kubelet does not know.");
        }
    }

    private async Task<IReadOnlyDictionary<string, byte[]>?> EntriesAsync(bool isSecret, JsonObject reference)
    {
        var name = reference.Text("name")!;
        var entries = await (isSecret ? cluster.SecretAsync(name) : cluster.ConfigMapAsync(name)).ConfigureAwait(false);
        return entries is not null || reference.Flag("optional") == true
            ? entries
            : throw new InvalidOperationException($"The container waits for {name}, which does not exist.");
    }
}
