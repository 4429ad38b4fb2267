using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Holds one API against the rules of one guardrail, in the order in which the rules are documented.</summary>
internal sealed class GuardrailEvaluator
{
    private const int MostShown = 20;

    private readonly GuardrailRules _rules;
    private readonly ApiView _api;
    private readonly GuardrailFindings _findings;

    private GuardrailEvaluator(CompiledGuardrail guardrail, ApiView api, bool isMeant) =>
        (_rules, _api, _findings) = (guardrail.Rules, api, new GuardrailFindings(guardrail, api, isMeant));

    /// <summary>What the API breaks.</summary>
    /// <param name="guardrail">The rules.</param>
    /// <param name="api">The API.</param>
    /// <param name="isMeant">Whether the guardrail is known to be meant for it; if not, nothing is decided.</param>
    /// <param name="groups">Finds the policies of SharedPolicyGroups that steps stand for; null for one of which nothing is known.</param>
    public static IReadOnlyList<GuardrailViolation> Evaluate(
        CompiledGuardrail guardrail, ApiView api, bool isMeant, Func<GroupLink, GroupPolicies?> groups)
    {
        var evaluator = new GuardrailEvaluator(guardrail, api, isMeant);
        evaluator.CheckPlans();
        evaluator.CheckEndpoints();
        evaluator.CheckPaths();
        evaluator.CheckContext();
        evaluator.CheckLabels();
        evaluator.CheckPattern("namePattern", guardrail.NamePattern, api.Name, "spec.name");
        evaluator.CheckPattern("versionPattern", guardrail.VersionPattern, api.Version, "spec.version");
        evaluator.CheckPolicies(groups);
        evaluator.CheckVisibility();
        evaluator.CheckTags();
        return evaluator._findings.Violations;
    }

    /// <summary>What of it depends on metadata alone.</summary>
    public static IReadOnlyList<GuardrailViolation> EvaluateLabels(CompiledGuardrail guardrail, ObjectMeta metadata, bool isMeant)
    {
        var evaluator = new GuardrailEvaluator(
            guardrail, new ApiView { Namespace = metadata.Namespace ?? "", Labels = metadata.Labels ?? [] }, isMeant);
        evaluator.CheckLabels();
        return evaluator._findings.Violations;
    }

    /// <summary>The first of many values, for messages.</summary>
    public static string Listed(IReadOnlyList<string> values) =>
        $"{string.Join(", ", values.Take(MostShown))}{(values.Count > MostShown ? ", …" : "")}";

    private void CheckPlans()
    {
        if (_rules.PlansRequired == true && _api.Plans.Count == 0)
        {
            _findings.Add("plansRequired", "the API has no plans", "spec.plans", "at least one is required");
        }

        if (_rules.PlanSecurities is { } allowed)
        {
            var remedy = Allowed(allowed);
            foreach (var plan in WhileWanted(_api.Plans).Where(plan => plan.Security is { } security && !allowed.Contains(security)))
            {
                _findings.Refuse("planSecurities", plan.Security!, plan.Field, remedy);
            }
        }
    }

    private void CheckEndpoints()
    {
        if (_rules.EndpointHosts is { } hosts)
        {
            var allowed = hosts.Select(host => NamespacePlaceholder.Fill(host, _api.Namespace).ToLowerInvariant()).ToList();
            CheckEndpoints("endpointHosts", _api.Endpoints, endpoint => endpoint.Host, host => allowed.Any(pattern => IsHost(pattern, host)), Allowed(allowed));
        }

        if (_rules.EndpointSchemes is { } schemes)
        {
            CheckEndpoints(
                "endpointSchemes", _api.Endpoints.Where(endpoint => !endpoint.IsProxy), endpoint => endpoint.Scheme, scheme => schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase), Allowed(schemes));
        }
    }

    private void CheckEndpoints(
        string rule, IEnumerable<EndpointView> endpoints, Func<EndpointView, string?> part, Func<string, bool> isAllowed, string remedy)
    {
        foreach (var endpoint in WhileWanted(endpoints))
        {
            switch (part(endpoint))
            {
                case null when endpoint.IsOpen:
                    _findings.Undecided(rule, endpoint.Text, endpoint.Field, remedy);
                    break;
                case null:
                    _findings.Refuse(rule, endpoint.Text, endpoint.Field, remedy);
                    break;
                case { } value when !isAllowed(value):
                    _findings.Refuse(rule, value, endpoint.Field, remedy);
                    break;
            }
        }
    }

    private static bool IsHost(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.Ordinal)
        : host == pattern;

    // By whole segments: the prefix /team does not open /teammate.
    private void CheckPaths()
    {
        if (_rules.PathPrefix is not { } rule)
        {
            return;
        }

        var prefix = NamespacePlaceholder.Fill(rule, _api.Namespace).TrimEnd('/') + "/";
        foreach (var path in WhileWanted(_api.Paths).Where(path => !$"{path.Text}/".StartsWith(prefix, StringComparison.Ordinal)))
        {
            _findings.Refuse("pathPrefix", path.Text, path.Field, $"allowed is what begins with {prefix}");
        }
    }

    private void CheckContext()
    {
        if (_rules.Contexts is { } contexts && _api.Context is { } context)
        {
            var allowed = contexts.Select(pattern => NamespacePlaceholder.Fill(pattern, _api.Namespace)).ToList();
            if (!Wildcard.MatchesAny(allowed, context.ToString()))
            {
                _findings.Refuse("contexts", context.ToString(), "spec.contextRef", Allowed(allowed));
            }
        }
    }

    private void CheckLabels()
    {
        foreach (var label in _rules.RequiredLabels ?? [])
        {
            var field = $"metadata.labels[{label.Key}]";
            if (!_api.Labels.TryGetValue(label.Key ?? "", out var value))
            {
                _findings.Add("requiredLabels", "the label is missing", field, label.Values is { } values ? Allowed(values) : "any value is allowed");
            }
            else if (label.Values is { } allowed && !Wildcard.MatchesAny(allowed, value))
            {
                _findings.Refuse("requiredLabels", value, field, Allowed(allowed));
            }
        }
    }

    private void CheckPattern(string rule, GuardrailPattern? pattern, string? value, string field)
    {
        if (pattern is not null && !pattern.Matches(value ?? ""))
        {
            _findings.Refuse(rule, value ?? "", field, $"allowed is what matches {pattern.Expression}");
        }
    }

    private void CheckVisibility()
    {
        // The API server fills in PRIVATE where nothing stands.
        var visibility = _api.Visibility is { Length: > 0 } given ? given : Contracts.Wire.Visibilities.Private;
        if (_rules.Visibilities is { } allowed && !allowed.Contains(visibility, StringComparer.OrdinalIgnoreCase))
        {
            _findings.Refuse("visibilities", visibility, "spec.visibility", Allowed(allowed));
        }
    }

    private void CheckTags()
    {
        if (_rules.ShardingTags is { } allowed)
        {
            var remedy = Allowed(allowed);
            foreach (var tag in WhileWanted(_api.Tags).Where(tag => !Wildcard.MatchesAny(allowed, tag.Text)))
            {
                _findings.Refuse("shardingTags", tag.Text, tag.Field, remedy);
            }
        }

        if (_rules.ShardingTagRequired == true && !_api.IsTagged)
        {
            _findings.Add(
                "shardingTagRequired", "the API has no sharding tag", "spec.tags",
                _rules.ShardingTags is { } tags ? Allowed(tags) : "at least one is required, or every gateway deploys the API");
        }
    }

    private void CheckPolicies(Func<GroupLink, GroupPolicies?> groups)
    {
        var policies = new PolicyRules(_api, groups, _findings);
        policies.CheckRequired(_rules.RequiredPolicies ?? []);
        if (_rules.ForbiddenPolicies is { } forbidden)
        {
            policies.CheckForbidden(forbidden);
        }
    }

    // Once there are enough findings, the rest of the API is not looked at.
    private IEnumerable<T> WhileWanted<T>(IEnumerable<T> items) => items.TakeWhile(_ => !_findings.IsFull);

    private static string Allowed(IReadOnlyList<string> values) => $"allowed are {Listed(values)}";
}
