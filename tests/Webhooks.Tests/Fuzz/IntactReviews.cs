using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Serialization;
using Gko.Testing;
using Gko.Testing.Builders;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>Reviews as the API server sends them, about the samples of the repository and about objects that schemas allow.</summary>
internal static class IntactReviews
{
    public const string Namespace = "team";

    private static readonly Dictionary<string, JsonNode> Samples = Directory
        .GetFiles(RepositoryPaths.Of("manifests", "samples"), "*.yaml")
        .SelectMany(file => YamlReader.ReadAll(File.ReadAllText(file)))
        .OfType<JsonNode>()
        .DistinctBy(sample => sample["kind"]!.GetValue<string>())
        .ToDictionary(sample => sample["kind"]!.GetValue<string>());

    private static readonly Dictionary<string, JsonObject> Schemas = CustomResourceDefinitions.All().ToDictionary(
        definition => definition["spec"]!["names"]!["kind"]!.GetValue<string>(),
        definition => definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject());

    /// <summary>The sample of a kind as it is in the cluster.</summary>
    public static T Stored<T>() where T : class, IResource<T> => Object(T.Type.Kind, Sample(T.Type.Kind)).Deserialize(T.Type.Json)!;

    /// <summary>A review about the sample of the webhook's kind.</summary>
    public static JsonObject OfSample(WebhookDescription webhook, AdmissionOperation operation) =>
        Review(webhook, operation, Object(webhook.ResourceType.Kind, Sample(webhook.ResourceType.Kind)), Object(webhook.ResourceType.Kind, Sample(webhook.ResourceType.Kind)));

    /// <summary>A review about an object that the kind's schema allows, whatever it means.</summary>
    public static JsonObject OfSchema(WebhookDescription webhook, AdmissionOperation operation, int seed)
    {
        var spec = Schemas[webhook.ResourceType.Kind]["properties"]!["spec"]!.AsObject();
        var sampler = new SchemaSampler(seed);
        return Review(webhook, operation, Object(webhook.ResourceType.Kind, sampler.Sample(spec)), Object(webhook.ResourceType.Kind, sampler.Sample(spec)));
    }

    private static JsonNode Sample(string kind)
    {
        if (kind == ManagementContext.Type.Kind)
        {
            // What has a token is changed by its defaulter.
            return new JsonObject
            {
                ["cloud"] = new JsonObject { ["token"] = CloudTokenText.For("org", "eu", "env") },
                ["path"] = "/management",
                ["auth"] = new JsonObject { ["secretRef"] = new JsonObject { ["name"] = "apim-credentials" } },
            };
        }

        return Samples.TryGetValue(kind, out var sample)
            ? sample["spec"]!.DeepClone()
            : new SchemaSampler(seed: 1).Sample(Schemas[kind]["properties"]!["spec"]!.AsObject());
    }

    private static JsonObject Object(string kind, JsonNode spec) => new()
    {
        ["apiVersion"] = ApiGroup.ApiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = Samples.TryGetValue(kind, out var sample) ? sample["metadata"]!["name"]!.GetValue<string>() : "sample",
            ["namespace"] = Namespace,
            ["uid"] = "7b6d9d32-5d6f-4b3c-9d0c-0d9f7d1f2a11",
            ["generation"] = 2,
            ["creationTimestamp"] = "2026-01-01T00:00:00Z",
            ["labels"] = new JsonObject { ["team"] = "a" },
            ["annotations"] = new JsonObject { ["note"] = "é" },
        },
        ["spec"] = spec,
    };

    private static JsonObject Review(WebhookDescription webhook, AdmissionOperation operation, JsonObject now, JsonObject old)
    {
        if (operation is AdmissionOperation.Update)
        {
            now["spec"]!["description"] = "changed";
        }

        return new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = "0df28fbd-5f5f-11e8-bc74-36e6bb280816",
                ["kind"] = new JsonObject { ["group"] = webhook.ResourceType.Group, ["version"] = webhook.ResourceType.Version, ["kind"] = webhook.ResourceType.Kind },
                ["name"] = now["metadata"]!["name"]!.DeepClone(),
                ["namespace"] = Namespace,
                ["operation"] = operation.ToString().ToUpperInvariant(),
                ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("devs"), ["extra"] = new JsonObject { ["a"] = new JsonArray("b") } },
                ["object"] = operation is AdmissionOperation.Delete ? null : now,
                ["oldObject"] = operation is AdmissionOperation.Create ? null : old,
                ["dryRun"] = false,
                ["options"] = new JsonObject { ["kind"] = $"{operation}Options", ["apiVersion"] = "meta.k8s.io/v1" },
            },
        };
    }
}
