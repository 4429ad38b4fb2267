using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Builds AdmissionReviews about a Widget named <c>w1</c>.</summary>
internal sealed class ReviewBuilder
{
    public const string Uid = "0df28fbd-5f5f-11e8-bc74-36e6bb280816";

    private readonly JsonObject _request = new()
    {
        ["uid"] = Uid,
        ["kind"] = new JsonObject { ["group"] = "demo.io", ["version"] = "v1", ["kind"] = "Widget" },
        ["resource"] = new JsonObject { ["group"] = "demo.io", ["version"] = "v1", ["resource"] = "widgets" },
        ["name"] = "w1",
        ["namespace"] = "team",
        ["operation"] = "CREATE",
        ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("devs") },
        ["object"] = Widget(),
        ["oldObject"] = null,
        ["dryRun"] = false,
    };

    private string _apiVersion = "admission.k8s.io/v1";

    public static JsonObject Widget(string spec = "{}") => new()
    {
        ["apiVersion"] = "demo.io/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["name"] = "w1", ["namespace"] = "team", ["uid"] = "u-1" },
        ["spec"] = JsonNode.Parse(spec),
    };

    public ReviewBuilder Creating(string spec) => With("object", Widget(spec));

    public ReviewBuilder Updating(string oldSpec, string spec) =>
        With("operation", "UPDATE").With("object", Widget(spec)).With("oldObject", Widget(oldSpec));

    public ReviewBuilder Deleting(string spec) =>
        With("operation", "DELETE").With("object", null).With("oldObject", Widget(spec));

    public ReviewBuilder With(string member, JsonNode? value)
    {
        _request[member] = value;
        return this;
    }

    public ReviewBuilder WithApiVersion(string version)
    {
        _apiVersion = version;
        return this;
    }

    public JsonObject Build() => new()
    {
        ["kind"] = "AdmissionReview",
        ["apiVersion"] = _apiVersion,
        ["request"] = _request.DeepClone(),
    };
}
