namespace Gko.EndToEnd.Admission;

/// <summary>One manifest of each kind that must be refused, by its kind, with the words and the field that the refusal has to have.</summary>
internal static class UnfitManifests
{
    /// <summary>What is wrong with the specs below.</summary>
    private static readonly Dictionary<string, (string Spec, string Reason, string Field)> All = new(StringComparer.Ordinal)
    {
        ["ManagementContext"] = (
            "{organizationId: DEFAULT, environmentId: DEFAULT}",
            "[baseUrl] is mandatory when cloud is not enabled",
            "spec.baseUrl"),
        ["ApiDefinition"] = (
            "{name: unfit, version: '1', description: none, contextRef: {name: nowhere}, proxy: {virtual_hosts: [{path: /unfit-v2}]}}",
            "resource [unfit] references management context [{0}/nowhere] that doesn't exist in the cluster",
            "spec.contextRef"),
        ["ApiV4Definition"] = (
            "{name: unfit, version: '1', type: PROXY, contextRef: {name: nowhere}, listeners: [{type: HTTP, paths: [{path: /unfit-v4}], entrypoints: [{type: http-proxy}]}], endpointGroups: [{name: main, type: http-proxy, endpoints: [{name: main, type: http-proxy, inheritConfiguration: false}]}]}",
            "resource [unfit] references management context [{0}/nowhere] that doesn't exist in the cluster",
            "spec.contextRef"),
        ["ApiResource"] = (
            "{name: unfit, configuration: {}}",
            "missing required value in property [type]",
            "spec.type"),
        ["Application"] = (
            "{name: unfit, description: none, contextRef: {name: apim}, settings: {app: {type: WEB}, oauth: {applicationType: BROWSER, grantTypes: [implicit]}}}",
            "configuring both OAuth and simple settings is not allowed",
            "spec.settings"),
        ["Subscription"] = (
            "{api: {name: nowhere}, application: {name: nowhere}, plan: any}",
            "unable to resolve API [{0}/nowhere]",
            "spec.api"),
        ["Group"] = (
            "{name: unfit, members: []}",
            "no managementcontexts reference to resolve in namespace {0}",
            "spec.contextRef"),
        ["SharedPolicyGroup"] = (
            "{name: unfit, contextRef: {name: apim}, apiType: PROXY, phase: REQUEST, steps: [{name: Limit, policy: policy_throw_unexpected_policy_exception, enabled: true}]}",
            "Plugin [policy_throw_unexpected_policy_exception] cannot be found.",
            ""),
        ["Dictionary"] = (
            "{name: unfit, contextRef: {name: apim}, type: DYNAMIC, deployed: true, manual: {properties: {a: b}}}",
            "dictionary type is DYNAMIC but 'manual' field is set, use 'dynamic' instead",
            "spec.manual"),
        ["Portal"] = (
            "{name: unfit, contextRef: {name: apim}, navigation: [{path: /a}], structure: {topNavbar: [{path: /b}]}}",
            "navigation and structure cannot be used at the same time",
            "spec.navigation"),
        ["PortalLink"] = (
            "{portalRef: {name: nowhere}, name: unfit, href: https://docs.example.com}",
            "portal link [unfit] references portal [{0}/nowhere] that can't be resolved",
            "spec.portalRef"),
        ["PortalListing"] = (
            "{portalRef: {name: nowhere}, apis: [{ref: {name: old, kind: ApiDefinition}, location: /a}]}",
            "API [old] must be of kind ApiV4Definition (next-gen portal only supports those)",
            "spec.apis[0].ref.kind"),
        ["Documentation"] = (
            "{apiRef: {name: nowhere}, name: unfit, type: GRAVITEE_MARKDOWN, content: none}",
            "documentation [unfit] references API [{0}/nowhere] that can't be resolved",
            "spec.apiRef"),
    };

    /// <summary>The kinds.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

    /// <summary>The manifest and what to find in its refusal.</summary>
    public static (string Manifest, string Reason, string Field) Of(string kind, string @namespace)
    {
        var (spec, reason, field) = All[kind];
        return (
            $"apiVersion: gravitee.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: unfit\n  namespace: {@namespace}\nspec: {spec}\n",
            reason.Replace("{0}", @namespace, StringComparison.Ordinal),
            field);
    }
}
