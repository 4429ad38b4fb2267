using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.Charts.Tests.Rendering;

/// <summary>The objects that a chart rendered to.</summary>
public sealed class Rendered(string yaml)
{
    /// <summary>All documents that hold anything.</summary>
    public IReadOnlyList<JsonNode> Objects { get; } = [.. YamlReader.ReadAll(yaml).OfType<JsonNode>()];

    /// <summary>The environment that the ConfigMap makes.</summary>
    public IReadOnlyDictionary<string, string> Environment => One("ConfigMap", "gko-config")["data"]!.AsObject()
        .ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());

    /// <summary>The operator's pods.</summary>
    public JsonNode Pod => One("Deployment", "gko-controller-manager").At("spec/template/spec")!;

    /// <summary>The operator's container.</summary>
    public JsonNode Container => Pod.At("containers/0")!;

    /// <summary>The webhooks of both configurations.</summary>
    public IEnumerable<JsonNode> Webhooks => Of("ValidatingWebhookConfiguration").Concat(Of("MutatingWebhookConfiguration"))
        .SelectMany(configuration => configuration["webhooks"]!.AsArray())
        .Select(webhook => webhook!);

    /// <summary>Kind, namespace where there is one, and name of every object.</summary>
    public IEnumerable<string> Names => Objects.Select(item =>
        string.Join(' ', new[] { item.Text("kind"), item.Text("metadata/namespace"), item.Text("metadata/name") }.OfType<string>()));

    /// <summary>The objects of a kind.</summary>
    public IEnumerable<JsonNode> Of(string kind) => Objects.Where(item => item.Text("kind") == kind);

    /// <summary>The objects of a kind and name, of which there may be one in each of several namespaces.</summary>
    public IReadOnlyList<JsonNode> All(string kind, string name) => [.. Of(kind).Where(item => item.Text("metadata/name") == name)];

    /// <summary>The only object of a kind and name.</summary>
    public JsonNode One(string kind, string name) => All(kind, name).ShouldHaveSingleItem($"{kind} {name}, among {string.Join(", ", Names)}");
}
