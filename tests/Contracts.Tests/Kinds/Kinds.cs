using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.Tests.Kinds;

/// <summary>The kinds as plain JSON in and out, for tests that treat all kinds alike.</summary>
internal static class Kinds
{
    /// <summary>The text of an object of a kind after having been read into its type and written again.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> RoundTripText { get; } =
        new Dictionary<string, Func<string, string>>
        {
            [ApiDefinition.Type.Kind] = Through<ApiDefinition>,
            [ApiGuardrail.Type.Kind] = Through<ApiGuardrail>,
            [ApiResource.Type.Kind] = Through<ApiResource>,
            [ApiV4Definition.Type.Kind] = Through<ApiV4Definition>,
            [Application.Type.Kind] = Through<Application>,
            [Dictionary.Type.Kind] = Through<Dictionary>,
            [Documentation.Type.Kind] = Through<Documentation>,
            [Group.Type.Kind] = Through<Group>,
            [ManagementContext.Type.Kind] = Through<ManagementContext>,
            [Notification.Type.Kind] = Through<Notification>,
            [Portal.Type.Kind] = Through<Portal>,
            [PortalLink.Type.Kind] = Through<PortalLink>,
            [PortalListing.Type.Kind] = Through<PortalListing>,
            [SharedPolicyGroup.Type.Kind] = Through<SharedPolicyGroup>,
            [Subscription.Type.Kind] = Through<Subscription>,
        };

    /// <summary>The same for nodes.</summary>
    public static IReadOnlyDictionary<string, Func<JsonNode, JsonNode>> RoundTrip { get; } = RoundTripText.ToDictionary(
        pair => pair.Key, pair => (Func<JsonNode, JsonNode>)(node => JsonNode.Parse(pair.Value(node.ToJsonString()))!));

    /// <summary>The schema of a kind, as the API server gets it.</summary>
    public static JsonObject Schema(string kind)
    {
        var definition = CustomResourceDefinitions.All()
            .Single(definition => definition["spec"]!["names"]!["kind"]!.GetValue<string>() == kind);
        return JsonNode.Parse(definition.ToJsonString())!["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
    }

    /// <summary>What the API server would refuse about a manifest, metadata apart.</summary>
    public static IReadOnlyList<SchemaFinding> Validate(string kind, JsonNode manifest) => Validate(Schema(kind), manifest);

    /// <summary>The same by a schema already at hand.</summary>
    public static IReadOnlyList<SchemaFinding> Validate(JsonObject schema, JsonNode manifest)
    {
        var copy = manifest.DeepClone().AsObject();
        copy.Remove("metadata");
        SchemaDefaults.Apply(copy, schema);
        return SchemaValidator.Validate(copy, schema);
    }

    private static string Through<T>(string json) where T : class, IResource<T> =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, T.Type.Json)!, T.Type.Json);
}
