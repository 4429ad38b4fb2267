using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Rules of the two kinds of webhook configuration.</summary>
internal static class WebhookRules
{
    private const int MaxConditions = 64;

    public static List<FieldError> Validate(JsonObject node)
    {
        var errors = new List<FieldError>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var webhooks = (node.Items("webhooks") ?? []).OfType<JsonObject>().ToList();
        for (var index = 0; index < webhooks.Count; index++)
        {
            var path = $"webhooks[{index}]";
            Name(webhooks[index].Text("name") ?? "", $"{path}.name", names, errors);
            Answers(webhooks[index], path, errors);
            Client(webhooks[index].Child("clientConfig"), $"{path}.clientConfig", errors);
            Conditions(webhooks[index], $"{path}.matchConditions", errors);
        }

        return errors;
    }

    private static void Name(string name, string path, HashSet<string> names, List<FieldError> errors)
    {
        if (name.Split('.').Length < 3)
        {
            errors.Add(FieldError.Invalid(path, name, "should be a domain with at least three segments separated by dots"));
        }

        if (!names.Add(name))
        {
            errors.Add(FieldError.Duplicate(path, name));
        }
    }

    private static void Answers(JsonObject webhook, string path, List<FieldError> errors)
    {
        if (!webhook.Texts("admissionReviewVersions").Any())
        {
            errors.Add(FieldError.Required($"{path}.admissionReviewVersions", "must specify one of v1, v1beta1"));
        }

        if (webhook.Text("sideEffects") is not ("None" or "NoneOnDryRun"))
        {
            errors.Add(FieldError.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun"));
        }
    }

    private static void Client(JsonObject? client, string path, List<FieldError> errors)
    {
        var url = client.Text("url");
        if ((url is null) == (client.Child("service") is null))
        {
            errors.Add(FieldError.Required(path, "exactly one of url or service is required"));
        }
        else if (url is not null && !url.StartsWith("https://", StringComparison.Ordinal))
        {
            errors.Add(FieldError.Invalid($"{path}.url", url, "'https' is the only allowed URL scheme"));
        }
    }

    private static void Conditions(JsonObject webhook, string path, List<FieldError> errors)
    {
        var conditions = (webhook.Items("matchConditions") ?? []).OfType<JsonObject>().Select(MatchCondition.Read).ToList();
        if (conditions.Count > MaxConditions)
        {
            errors.Add(FieldError.TooMany(path, conditions.Count, MaxConditions));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < conditions.Count; index++)
        {
            Condition(conditions[index], $"{path}[{index}]", errors);
            if (conditions[index].Name is { Length: > 0 } name && !names.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{path}[{index}].name", name));
            }
        }
    }

    private static void Condition(MatchCondition condition, string path, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(condition.Expression))
        {
            errors.Add(FieldError.Required($"{path}.expression"));
        }
        else if (condition.Refusal() is { } refusal)
        {
            errors.Add(FieldError.Invalid($"{path}.expression", condition.Expression.Trim(), refusal));
        }

        if (condition.Name.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.name"));
        }
        else
        {
            MetadataRules.Key($"{path}.name", condition.Name, errors);
        }
    }
}
