using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>What is refused at apply, beyond what the schema refuses.</summary>
public sealed class ApiGuardrailAdmissionTests
{
    private const string Good = "\"rules\":{\"plansRequired\":true}";

    [Theory]
    [InlineData("""{"rules":{}}""", "spec.rules", "the guardrail demands nothing: set at least one rule")]
    [InlineData("""{"rules":{"plansRequired":false,"shardingTagRequired":false}}""", "spec.rules", "the guardrail demands nothing: set at least one rule")]
    [InlineData("""{"action":"Block",G}""", "spec.action", "[action] is \"Block\": use Deny, Warn, Audit")]
    [InlineData("""{"undecided":"Audit",G}""", "spec.undecided", "[undecided] is \"Audit\": use Warn or Deny")]
    [InlineData("""{"kinds":[],G}""", "spec.kinds", "[kinds] is empty, so that no API is meant: list some, or leave it out to mean all")]
    [InlineData("""{"kinds":["ApiDefinition","Api"],G}""", "spec.kinds[1]", "[Api] cannot stand in [kinds]: use ApiDefinition or ApiV4Definition")]
    [InlineData("""{"namespaces":[],G}""", "spec.namespaces", "[namespaces] is empty, so that no API is meant: list some, or leave it out to mean all")]
    [InlineData("""{"namespaces":["Team_*"],G}""", "spec.namespaces[0]", "[Team_*] cannot stand in [namespaces]: use lower-case letters, digits, dashes and stars")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"a","operator":"Has"}]},G}""",
        "spec.namespaceSelector.matchExpressions[0].operator", "[Has] is no operator: use In, NotIn, Exists or DoesNotExist")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"a","operator":"In"}]},G}""",
        "spec.namespaceSelector.matchExpressions[0].values", "the operator [In] needs values: list at least one")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]},G}""",
        "spec.namespaceSelector.matchExpressions[0].values", "the operator [Exists] takes no values: remove them, or use In or NotIn")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"operator":"Exists"}]},G}""",
        "spec.namespaceSelector.matchExpressions[0].key", "[key] is empty: name the label to look at")]
    [InlineData("""{"rules":{"planSecurities":[]}}""", "spec.rules.planSecurities", "[planSecurities] is empty: list at least one, or leave the rule out to demand nothing")]
    [InlineData("""{"rules":{"planSecurities":["BASIC"]}}""", "spec.rules.planSecurities[0]",
        "[BASIC] cannot stand in [planSecurities]: use KEY_LESS, API_KEY, JWT, OAUTH2, MTLS")]
    [InlineData("""{"rules":{"endpointHosts":["https://a.example.com"]}}""", "spec.rules.endpointHosts[0]",
        "[https://a.example.com] cannot stand in [endpointHosts]: use a host such as api.example.com or *.example.com, without scheme, port and path")]
    [InlineData("""{"rules":{"endpointHosts":["a.*.com"]}}""", "spec.rules.endpointHosts[0]",
        "[a.*.com] cannot stand in [endpointHosts]: use a host such as api.example.com or *.example.com, without scheme, port and path")]
    [InlineData("""{"rules":{"endpointHosts":["{ns}.svc"]}}""", "spec.rules.endpointHosts[0]", "[{ns}] is no placeholder: the only one is {namespace}")]
    [InlineData("""{"rules":{"endpointSchemes":["https://"]}}""", "spec.rules.endpointSchemes[0]",
        "[https://] cannot stand in [endpointSchemes]: use the scheme alone, such as https")]
    [InlineData("""{"rules":{"pathPrefix":"{namespace}/"}}""", "spec.rules.pathPrefix",
        "[{namespace}/] does not begin with a slash, as every path does: write /{namespace}/")]
    [InlineData("""{"rules":{"pathPrefix":"/{team}/"}}""", "spec.rules.pathPrefix", "[{team}] is no placeholder: the only one is {namespace}")]
    [InlineData("""{"rules":{"pathPrefix":"/a//../b"}}""", "spec.rules.pathPrefix",
        "[/a//../b] has doubled slashes or dot segments, which paths are cleaned of: write /b")]
    [InlineData("""{"rules":{"contexts":["prod-*"]}}""", "spec.rules.contexts[0]",
        "[prod-*] cannot stand in [contexts]: use namespace/name, such as apim/prod-* or {namespace}/*")]
    [InlineData("""{"rules":{"contexts":["{name}/x"]}}""", "spec.rules.contexts[0]", "[{name}] is no placeholder: the only one is {namespace}")]
    [InlineData("""{"rules":{"requiredLabels":[]}}""", "spec.rules.requiredLabels",
        "[requiredLabels] is empty: list at least one, or leave the rule out to demand nothing")]
    [InlineData("""{"rules":{"requiredLabels":[{"key":"a b"}]}}""", "spec.rules.requiredLabels[0].key",
        "[a b] cannot be the key of a label: use one such as team or example.com/team")]
    [InlineData("""{"rules":{"requiredLabels":[{"key":"a"},{"key":"a","values":["b"]}]}}""", "spec.rules.requiredLabels[1].key",
        "the label [a] is listed twice: list all its values once")]
    [InlineData("""{"rules":{"requiredLabels":[{"key":"a","values":[]}]}}""", "spec.rules.requiredLabels[0].values",
        "[values] is empty, so that no value is allowed: list some, or leave it out to allow any")]
    [InlineData("""{"rules":{"namePattern":"(?!x)y"}}""", "spec.rules.namePattern",
        "[(?!x)y] is no regular expression that can be used: look-around, back-references and atomic groups are not supported; correct it")]
    [InlineData("""{"rules":{"versionPattern":"a{1001}"}}""", "spec.rules.versionPattern",
        "[a{1001}] is no regular expression that can be used: its counted repetitions multiply to more than 1000; correct it")]
    [InlineData("""{"rules":{"requiredPolicies":[""]}}""", "spec.rules.requiredPolicies[0]", "[] cannot stand in [requiredPolicies]: name a policy")]
    [InlineData("""{"rules":{"requiredPolicies":["quota"],"forbiddenPolicies":["q*"]}}""", "spec.rules.requiredPolicies[0]",
        "the policy [quota] is required, but [q*] in [forbiddenPolicies] forbids it: remove it from one of them")]
    [InlineData("""{"rules":{"visibilities":["SECRET"]}}""", "spec.rules.visibilities[0]", "[SECRET] cannot stand in [visibilities]: use PUBLIC or PRIVATE")]
    [InlineData("""{"rules":{"shardingTags":[]}}""", "spec.rules.shardingTags", "[shardingTags] is empty: list at least one, or leave the rule out to demand nothing")]
    public async Task Create_Malformed_IsRefusedWithFieldAndRemedy(string spec, string field, string message)
    {
        var error = (await ReviewAsync(spec.Replace(",G}", $",{Good}}}", StringComparison.Ordinal))).Errors.ShouldHaveSingleItem();

        (error.Field, error.Message).ShouldBe((field, message));
    }

    [Theory]
    [InlineData("""{"rules":{"endpointHosts":["*.example.com","*.{namespace}.svc.cluster.local","10.0.0.1","::1","backend"]}}""")]
    [InlineData("""{"rules":{"pathPrefix":"/"}}""")]
    [InlineData("""{"rules":{"pathPrefix":"/{namespace}"}}""")]
    [InlineData("""{"rules":{"contexts":["*/*","{namespace}/*"],"requiredLabels":[{"key":"example.com/team","values":["*"]}]}}""")]
    [InlineData("""{"rules":{"requiredPolicies":["quota"],"forbiddenPolicies":["groovy"],"namePattern":"[a-z]+( [a-z]+)*"}}""")]
    public async Task Create_WellFormed_IsAllowed(string spec) => (await ReviewAsync(spec)).Errors.ShouldBeEmpty();

    [Fact]
    public async Task Create_SeveralFaults_AreAllReported() =>
        (await ReviewAsync("""{"action":"Block","kinds":[],"rules":{"namePattern":"("}}""")).Errors.Select(error => error.Field)
            .ShouldBe(["spec.action", "spec.kinds", "spec.rules.namePattern"]);

    [Fact]
    public async Task Delete_Malformed_IsAllowed() =>
        (await new ApiGuardrailAdmission().ValidateAsync(Requests.Delete(AGuardrail().Build()), CancellationToken.None)).Allowed.ShouldBeTrue();

    private static async Task<AdmissionVerdict> ReviewAsync(string spec)
    {
        var guardrail = AGuardrail().Build();
        guardrail.Spec = JsonSerializer.Deserialize(spec, ContractsJson.Relaxed.ApiGuardrailSpec);
        return await new ApiGuardrailAdmission().ValidateAsync(Requests.Create(guardrail), CancellationToken.None);
    }
}
