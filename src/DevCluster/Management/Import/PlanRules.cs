using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>Plans of V4 APIs: each by itself, then all of a native API together.</summary>
internal sealed class PlanRules(JsonObject spec, List<JsonObject> pages, IReadOnlyList<string> disabledSecurities)
{
    private readonly bool _isNative = spec.Text("type") == "NATIVE";
    private readonly bool _isTcp = spec.Objects("listeners").Any(listener => listener.Text("type") == "TCP");
    private readonly List<string> _tags = [.. spec.Texts("tags")];

    public void Check(List<JsonObject> plans, Findings findings)
    {
        foreach (var plan in plans)
        {
            if (ProblemOf(plan) is { } problem)
            {
                findings.Severe.Add($"invalid plan [{plan.Text("hrid")}]. Error: {problem}");
            }
        }

        if (_isNative && plans.Where(IsOffered).Select(Family).Distinct().Count() > 1)
        {
            findings.Severe.Add(
                "a Native API cannot combine Keyless, mTLS and authentication plans: "
                + "keyless, mTLS and authentication plans are mutually exclusive");
        }
    }

    private string? ProblemOf(JsonObject plan)
    {
        var (isPush, security) = (plan.Text("mode") == "PUSH", plan["security"].Text("type"));
        return !isPush && security is null ? "Security type is required for plan with 'STANDARD' mode"
            : isPush && _isNative ? "Plan mode 'Push' is forbidden for Native APIs"
            : isPush && security is not null ? "Security type is forbidden for plan with 'Push' mode"
            : security is not null && !IsAllowed(security) ? "Security type not allowed"
            : plan.Texts("tags").ToList() is { Count: > 0 } tags && !tags.Exists(_tags.Contains) ? "Plan tags mismatch the tags defined by the API"
            : IsOffered(plan) ? ConditionsProblem(plan)
            : null;
    }

    private bool IsAllowed(string security) =>
        !disabledSecurities.Contains(security) && (!_isTcp || security is "KEY_LESS" or "MTLS");

    private string? ConditionsProblem(JsonObject plan)
    {
        if (plan.Text("generalConditions") is not { } wanted)
        {
            return null;
        }

        var page = pages.Find(page => page.Text("id") == wanted);
        return page is null ? "Plan references a non existing page as general conditions"
            : page.Flag("published") != true ? "Plan references a non published page as general conditions"
            : null;
    }

    private static bool IsOffered(JsonObject plan) => plan.Text("status") is "PUBLISHED" or "DEPRECATED";

    private static string Family(JsonObject plan) => plan["security"].Text("type") switch
    {
        "KEY_LESS" => "keyless",
        "MTLS" => "mTLS",
        _ => "authentication",
    };
}
