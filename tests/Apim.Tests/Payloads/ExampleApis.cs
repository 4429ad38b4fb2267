using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Apim.Tests.Payloads;

/// <summary>
/// The APIs that upstream shows its users, as the API server stores them and with their references resolved. A second, simple
/// resolver: what the product does with references is tested elsewhere.
/// </summary>
internal static class ExampleApis
{
    public const string Uid = PayloadSamples.Uid;
    private static readonly string? Root = RepositoryPaths.Shared("upstream", "examples", "apim");

    /// <summary>Names of all APIs' files of a version, <c>v2</c> or <c>v4</c>; one that does not exist where the data is absent.</summary>
    public static TheoryData<string> Names(string version) => Root is null
        ? ["absent"]
        : [.. Directory.GetFiles(Path.Combine(Root, "api_definition", version), "*.yml")
            .Where(path => System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(path), """^kind: "?Api(V4)?Definition"?$""", System.Text.RegularExpressions.RegexOptions.Multiline))
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal)];

    public static void SkipWhenAbsent() => Assert.SkipWhen(Root is null, "reference data is not beside the repository");

    public static ApiDefinition V2(string name)
    {
        var api = Read(ApiDefinition.Type, "api_definition/v2/" + name);
        Resolve(api.Metadata, api.Spec!);
        return api;
    }

    public static ApiV4Definition V4(string name)
    {
        var api = Read(ApiV4Definition.Type, "api_definition/v4/" + name);
        Resolve(api.Metadata, api.Spec!);
        foreach (var step in (api.Spec!.Flows ?? []).SelectMany(flow => flow.Request ?? []))
        {
            if (step.SharedPolicyGroupRef is { } reference)
            {
                step.Name = Objects("shared_policy_groups", SharedPolicyGroup.Type, reference).Metadata.Name;
                step.Policy = "shared-policy-group-policy";
                step.Configuration = JsonElement.Parse("""{"sharedPolicyGroupId":"cross-id-of-the-group"}""");
            }
        }

        return api;
    }

    /// <summary>The notification that an API names.</summary>
    public static ConsoleTarget? Notification(ApiSpec spec) => spec.NotificationsRefs is [var reference, ..]
        ? Objects("notification", Contracts.Notification.Type, reference).Spec!.Console
        : null;

    private static void Resolve(ObjectMeta metadata, ApiSpec spec)
    {
        metadata.Namespace = "default";
        metadata.Uid = Uid;
        foreach (var resource in (spec.Resources ?? []).Where(resource => resource.Ref is not null))
        {
            var target = Objects("api_resource", ApiResource.Type, resource.Ref!).Spec!;
            (resource.Name, resource.Type, resource.Enabled, resource.Configuration) = (target.Name, target.Type, target.Enabled, target.Configuration);
            resource.Ref = null;
        }

        foreach (var reference in spec.GroupRefs ?? [])
        {
            spec.Groups!.Add(Objects("group", Group.Type, reference).Spec!.Name!);
        }
    }

    private static T Objects<T>(string folder, ResourceType<T> type, NamespacedReference reference) where T : class, IResource<T> =>
        Directory.GetFiles(Path.Combine(Root!, folder), "*.yml")
            .Select(path => Read(type, Path.Combine(folder, Path.GetFileNameWithoutExtension(path))))
            .Single(item => item.Metadata.Name == reference.Name);

    private static T Read<T>(ResourceType<T> type, string name) where T : class, IResource<T>
    {
        SkipWhenAbsent();
        var manifest = YamlReader.ReadAll(File.ReadAllText(Path.Combine(Root!, name + ".yml"))).OfType<JsonObject>().Single();
        SchemaDefaults.Apply(manifest, Schema(type.Kind));
        return manifest.Deserialize(type.Json)!;
    }

    /// <summary>The schema of a kind, as the API server gets it.</summary>
    public static JsonObject Schema(string kind) =>
        CustomResourceDefinitions.All().Single(definition => (string?)definition["spec"]!["names"]!["kind"] == kind)
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
