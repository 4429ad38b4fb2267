using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Schemas;

/// <summary>The schema of <c>metav1.Condition</c>, which is the same in every kind; its bounds are those of the API conventions.</summary>
internal static class ConditionSchema
{
    private const string TypePattern =
        @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";

    private const string ReasonPattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

    public static JsonObject Build() => new()
    {
        ["type"] = "object",
        ["required"] = JsonLists.Of(["lastTransitionTime", "message", "reason", "status", "type"]),
        ["properties"] = new JsonObject
        {
            ["lastTransitionTime"] = Text("When status last changed.", ("format", "date-time")),
            ["message"] = Text("What happened, for people.", ("maxLength", Conditions.MaxMessageLength)),
            ["observedGeneration"] = new JsonObject
            {
                ["description"] = "The metadata.generation that the condition speaks of.",
                ["type"] = "integer",
                ["format"] = "int64",
                ["minimum"] = 0,
            },
            ["reason"] = Text("What happened, as one word for programs.", ("minLength", 1), ("maxLength", 1024), ("pattern", ReasonPattern)),
            ["status"] = Text(
                "Whether the condition holds.",
                ("enum", JsonLists.Of([ConditionStatus.True, ConditionStatus.False, ConditionStatus.Unknown]))),
            ["type"] = Text("What the condition is about.", ("maxLength", 316), ("pattern", TypePattern)),
        },
    };

    private static JsonObject Text(string description, params (string Key, JsonNode Value)[] rules)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "string" };
        foreach (var (key, value) in rules)
        {
            schema[key] = value;
        }

        return schema;
    }
}
