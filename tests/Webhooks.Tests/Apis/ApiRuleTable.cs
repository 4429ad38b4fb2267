using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;
using static Gko.Webhooks.Tests.ApiChanges;

namespace Gko.Webhooks.Tests;

/// <summary>The rules that APIs of both versions share, by the ids of the specification.</summary>
internal static class ApiRuleTable
{
    private const string NoPlans =
        "cannot apply API [api]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed.";

    public static IReadOnlyList<ApiRule> All { get; } = [.. Templates(), .. Plans(), .. Paths(), .. Resources(), .. Pages(), .. Notifications(), .. Endpoints()];

    private static ApiRule[] Templates() =>
    [
        new("none complete", _ => { }),
        new("B1 configmap missing", spec => spec.Version = "[[ configmap `missing/k` ]]", TemplateTexts.NoSource("spec.version", "configmap [default/missing]"), "spec.version"),
        new("B1 secret missing", spec => spec.Version = "[[ secret `missing/k` ]]", TemplateTexts.NoSource("spec.version", "secret [default/missing]"), "spec.version"),
        new("B1 key missing", spec => spec.Version = "[[ configmap `config/k` ]]", TemplateTexts.NoKey("spec.version", "configmap [default/config]", "k"), "spec.version")
            { Given = cluster => cluster.Put(AConfigMap().WithKey("other", "x").Build()) },
        new("B1 key there", spec => spec.Version = "[[ configmap `config/k` ]]") { Given = cluster => cluster.Put(AConfigMap().WithKey("k", "x").Build()) },
        new("B1 stops", spec => (spec.Version, spec.ContextRef) = ("[[ secret `missing/k` ]]", new() { Name = "absent" }), TemplateTexts.NoSource("spec.version", "secret [default/missing]"), "spec.version"),
        new("B2 missing", spec => spec.ContextRef = new() { Name = "absent" },
            $"resource [api] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("B2 before B3", spec => { spec.ContextRef = new() { Name = "absent" }; ApiChanges.Plans(spec); },
            $"resource [api] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("B2 no name", spec => spec.ContextRef = new() { Name = "" },
            "resource [api] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name", "spec.contextRef"),
        new("B2 template in the context", spec => spec.ContextRef = new() { Name = "broken" },
            $"resource [api] references management context [default/broken] that doesn't exist in the cluster: {TemplateTexts.NoSource("spec.baseUrl", "configmap [default/missing]")} (its spec.baseUrl)",
            "spec.contextRef") { Given = cluster => cluster.Put(AContext("broken").With(context => context.BaseUrl = "[[ configmap `missing/k` ]]").Build()) },
        new("B2 context without an address", spec => spec.ContextRef = new() { Name = "broken" },
            "resource [api] references management context [default/broken] that cannot be used: spec.baseUrl is empty: a context needs an address, an organization and an environment (its spec.baseUrl)",
            "spec.contextRef") { Given = cluster => cluster.Put(AContext("broken").With(context => context.BaseUrl = null).Build()) },
        new("N14 no value", spec => spec.Version = "[[ .x ]]", Field: "spec")
        {
            Warning = "a template gives [<no value>]: only configmap and secret have values here, as in [[ configmap \"name/key\" ]]",
            Check = CheckIds.Templates,
        },
        new("N15 group missing", spec => spec.GroupRefs = [new() { Name = "devs" }], Field: "spec.groupRefs[0]") { Warning = "Group default/devs could not be found" },
    ];

    private static ApiRule[] Plans() =>
    [
        new("B3 no plans (v2)", spec => ApiChanges.Plans(spec), Field: "spec.plans")
        {
            Only = "v2", Check = CheckIds.NoPlans, Strict = NoPlans,
            Warning = "API [api] is started but has no plans: nobody can call it until it gets one",
        },
        new("B3 no plans (v4)", spec => ApiChanges.Plans(spec), NoPlans, "spec.plans") { Only = "v4" },
        new("B3 no plans and no state (v4)", spec => { ApiChanges.Plans(spec); spec.State = null; }, NoPlans, "spec.plans") { Only = "v4" },
        new("B3 no plans but stopped", spec => { ApiChanges.Plans(spec); spec.State = ApiStates.Stopped; }),
        new("N5 two plans of one name", spec => ((ApiDefinitionSpec)spec).Plans!.Add(((ApiDefinitionSpec)spec).Plans![0]), Field: "spec.plans")
        {
            Only = "v2", Check = CheckIds.PlanNames,
            Warning = "plans [KeyLess], [KeyLess] cannot be told apart: APIM would keep only one of them; rename all but one",
        },
        new("N5 two keys of one id", spec => ApiChanges.Plans(spec, ("a b", "JWT", null), ("a.b", "JWT", null)), Field: "spec.plans")
        {
            Only = "v4", Check = CheckIds.PlanNames,
            Warning = "plans [a b], [a.b] cannot be told apart: APIM would keep only one of them; rename all but one",
        },
        new("N8 nothing published", spec => ApiChanges.Plans(spec, ("KeyLess", "KEY_LESS", "STAGING"), ("b", "JWT", "DEPRECATED")), Field: "spec.plans")
            { Check = CheckIds.Plans, Warning = "API [api] is started but none of its plans is PUBLISHED: nobody new gets access" },
        new("N8 one published", spec => ApiChanges.Plans(spec, ("KeyLess", "KEY_LESS", "STAGING"), ("b", "key-less", "PUBLISHED"))),
        new("N8 nothing published but stopped", spec => { ApiChanges.Plans(spec, ("KeyLess", "KEY_LESS", "STAGING")); spec.State = ApiStates.Stopped; }),
        new("N8 no security", spec => ApiChanges.Plans(spec, ("KeyLess", null, null)), Field: "{plan0}")
            { Check = CheckIds.Plans, Warning = "plan [KeyLess] has no security: say KEY_LESS if anybody may call" },
        new("N8 no security but push", spec => ((ApiV4DefinitionSpec)spec).Plans!["KeyLess"] = new() { Mode = PlanModes.Push }) { Only = "v4" },
        new("N8 unknown security", spec => ApiChanges.Plans(spec, ("KeyLess", "KEYLESS", null)), Field: "{plan0}")
            { Check = CheckIds.Plans, Warning = "plan [KeyLess] has an unknown security [KEYLESS]: known are KEY_LESS, API_KEY, JWT, OAUTH2, MTLS" },
    ];

    private static ApiRule[] Paths() =>
    [
        new("B4 taken by v2", spec => ApiChanges.Paths(spec, (null, "/free"), (null, "//a/")),
            "invalid API context path [/a]. API [default/first] is already defined with the same path", "{path1}") { Given = V2("/a") },
        new("B4 as the other writes it", spec => ApiChanges.Paths(spec, (null, "/a")),
            "invalid API context path [/a/]. API [default/first] is already defined with the same path", "{path0}") { Given = V2("/a/") },
        new("B4 taken by v4", spec => ApiChanges.Paths(spec, (null, "/a")),
            "invalid API context path [/a]. API [default/first] is already defined with the same path", "{path0}") { Given = V4("/a") },
        new("B4 taken with host", spec => ApiChanges.Paths(spec, ("h.example.com", "/a")),
            "invalid API context path [h.example.com//a]. API [default/first] is already defined with the same path", "{path0}") { Given = V2("/a", "h.example.com") },
        new("B4 taken by a stopped one", spec => ApiChanges.Paths(spec, (null, "/a")),
            "invalid API context path [/a]. API [default/first] is already defined with the same path", "{path0}")
            { Given = cluster => cluster.Put(AnApi("first").WithPath("/a").With(spec => spec.State = ApiStates.Stopped).Build()) },
        new("B4 taken on another host", spec => ApiChanges.Paths(spec, (null, "/a"))) { Given = V2("/a", "h.example.com") },
        new("B4 taken in other case", spec => ApiChanges.Paths(spec, (null, "/A"))) { Given = V2("/a") },
        new("B4 taken in other namespace", spec => ApiChanges.Paths(spec, (null, "/a"))) { Given = cluster => cluster.Put(AnApi("first", "other").WithPath("/a").Build()) },
        new("B4 path by path", spec => ApiChanges.Paths(spec, (null, "/a"), (null, "/%zz")),
            "invalid API context path [/a]. API [default/first] is already defined with the same path", "{path0}") { Given = V2("/a") },
        new("B5 path by path", spec => ApiChanges.Paths(spec, (null, "/%zz"), (null, "/a")),
            "path [/%zz] is invalid: it cannot be part of a URL; escape special characters as %XX", "{path0}") { Given = V2("/a") },
        new("B5 as written", spec => ApiChanges.Paths(spec, (null, "/a/../%zz/")),
            "path [/a/../%zz/] is invalid: it cannot be part of a URL; escape special characters as %XX", "{path0}"),
        new("B5 stray percent sign", spec => ApiChanges.Paths(spec, (null, "/%zz")),
            "path [/%zz] is invalid: it cannot be part of a URL; escape special characters as %XX", "{path0}"),
        new("B5 host with digit and port", spec => ApiChanges.Paths(spec, ("1host:80", "/a")),
            "path [1host:80//a] is invalid: it cannot be part of a URL; escape special characters as %XX", "{path0}"),
        new("B5 host with port", spec => ApiChanges.Paths(spec, ("host:80", "/a"))),
        new("N6 named twice", spec => ApiChanges.Paths(spec, (null, "/a"), (null, "//a/")), Field: "{path1}")
            { Check = CheckIds.Paths, Warning = "path [/a] is named twice by this API: remove one of them" },
        new("N6 own hosts differ by case", spec => ApiChanges.Paths(spec, ("h", "/a"), ("H", "/a")), Field: "{path1}")
            { Check = CheckIds.Paths, Warning = "path [H/a] is named twice by this API: remove one of them" },
        new("N6 no slash", spec => ApiChanges.Paths(spec, (null, "a")), Field: "{path0}")
            { Check = CheckIds.Paths, Warning = "path [a] does not start with a slash: write it as gateways will serve it" },
        new("N6 hosts differ by case", spec => ApiChanges.Paths(spec, ("h.example.com", "/a")), Field: "{path0}")
        {
            Check = CheckIds.Paths, Given = V2("/a", "H.example.com"),
            Warning = "the host of [h.example.com/a] differs from one of ApiDefinition [default/first] only by case: gateways serve only one of them",
        },
        new("N6 namesake of v2", spec => ApiChanges.Paths(spec, (null, "/a")), Field: "{path0}")
        {
            Only = "v4", Check = CheckIds.Paths, Given = cluster => cluster.Put(AnApi().WithPath("/a").Build()),
            Warning = "invalid API context path [/a]. API [default/api] is already defined with the same path, as ApiDefinition: gateways serve only one of them",
        },
        new("N6 namesake of v4", spec => ApiChanges.Paths(spec, (null, "/a")), Field: "{path0}")
        {
            Only = "v2", Check = CheckIds.Paths, Given = cluster => cluster.Put(AV4Api().WithPath("/a").Build()),
            Warning = "invalid API context path [/a]. API [default/api] is already defined with the same path, as ApiV4Definition: gateways serve only one of them",
        },
        new("N6 one path on two hosts", spec => ApiChanges.Paths(spec, ("one", "/a"), ("two", "/a"))),
    ];

    private static ApiRule[] Resources() =>
    [
        new("B6 no type", spec => spec.Resources = [new()],
            "missing required value in property [type]: give the resource one, or refer to an ApiResource with ref", "spec.resources[0].type"),
        new("B6 no name", spec => spec.Resources = [new() { Type = "t" }],
            "missing required value in property [name]: give the resource one, or refer to an ApiResource with ref", "spec.resources[0].name"),
        new("B6 no configuration", spec => spec.Resources = [new() { Type = "t", Name = "n" }],
            "missing required value in property [configuration]: give the resource one, or refer to an ApiResource with ref", "spec.resources[0].configuration"),
        new("B6 empty configuration", spec => spec.Resources = [new() { Type = "t", Name = "n", Configuration = JsonElement.Parse("{}") }]),
        new("B7 missing", spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }],
            $"api references resource [default/redis] that does not exist in the cluster: {Rules.NotFound}", "spec.resources[0].ref"),
        new("B7 there", spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]) { Given = cluster => cluster.Put(AnApiResource("redis").Build()) },
        new("B7 template in the resource", spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }],
            $"api references resource [default/redis] that does not exist in the cluster: {TemplateTexts.NoSource("spec.name", "configmap [default/missing]")} (its spec.name)",
            "spec.resources[0].ref") { Given = cluster => cluster.Put(AnApiResource("redis").With(resource => resource.Name = "[[ configmap `missing/k` ]]").Build()) },
        new("B6 before B7", spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }, new() { Type = "t", Name = "n" }],
            "missing required value in property [configuration]: give the resource one, or refer to an ApiResource with ref", "spec.resources[1].configuration"),
    ];

    private static ApiRule[] Pages() =>
    [
        new("B8 no parent", spec => ApiChanges.Pages(spec, ("a", "MARKDOWN", "absent")),
            "can not apply API [api]. Parent page [absent] can not be found for page [a]: name the key of another page of this API", "spec.pages.a.parent"),
        new("B8 empty parent", spec => ApiChanges.Pages(spec, ("a", "MARKDOWN", "")),
            "can not apply API [api]. Parent page [] can not be found for page [a]: name the key of another page of this API", "spec.pages.a.parent"),
        new("B8 folder", spec => ApiChanges.Pages(spec, ("a", "MARKDOWN", "b"), ("b", "FOLDER", null))),
        new("N16 itself", spec => ApiChanges.Pages(spec, ("a", "FOLDER", "a")), Field: "spec.pages.a.parent")
            { Check = CheckIds.Pages, Warning = "pages [a] hold each other in a circle: give one of them another parent, or none" },
        new("N16 circle", spec => ApiChanges.Pages(spec, ("a", "FOLDER", "b"), ("b", "FOLDER", "a"), ("c", "FOLDER", "a")), Field: "spec.pages.a.parent")
            { Check = CheckIds.Pages, Warning = "pages [a], [b] hold each other in a circle: give one of them another parent, or none" },
        new("N16 circle named after its first page", spec => ApiChanges.Pages(spec, ("0", "FOLDER", "z"), ("z", "FOLDER", "y"), ("y", "FOLDER", "z")), Field: "spec.pages.y.parent")
            { Check = CheckIds.Pages, Warning = "pages [y], [z] hold each other in a circle: give one of them another parent, or none" },
        new("N16 no folder", spec => ApiChanges.Pages(spec, ("a", "MARKDOWN", "b"), ("b", "SWAGGER", null)), Field: "spec.pages.a.parent")
            { Check = CheckIds.Pages, Warning = "parent page [b] of page [a] is of type SWAGGER: only a FOLDER can hold pages" },
        new("N5 two pages of one id", spec => ApiChanges.Pages(spec, ("a b", "FOLDER", null), ("a.b", "FOLDER", null)), Field: "spec.pages")
        {
            Only = "v4", Check = CheckIds.PlanNames,
            Warning = "pages [a b], [a.b] cannot be told apart: APIM would keep only one of them; rename all but one",
        },
    ];

    private static ApiRule[] Notifications() =>
    [
        new("B9a missing", spec => spec.NotificationsRefs = [new() { Name = "bell" }],
            $"api references notification [default/bell] that does not exist in the cluster: {Rules.NotFound}", "spec.notificationsRefs[0]"),
        new("B9a there", spec => spec.NotificationsRefs = [new() { Name = "bell" }]) { Given = cluster => cluster.Put(ANotification().Build()) },
        new("B8 before B9a", spec => { spec.NotificationsRefs = [new() { Name = "bell" }]; ApiChanges.Pages(spec, ("a", "MARKDOWN", "absent")); },
            "can not apply API [api]. Parent page [absent] can not be found for page [a]: name the key of another page of this API", "spec.pages.a.parent"),
        new("B9b other events", spec => spec.NotificationsRefs = [new() { Name = "bell" }],
            "api references notification [default/bell] is not configured for apis but for [other]", "spec.notificationsRefs[0]")
            { Given = cluster => cluster.Put(ANotification().With(bell => bell.EventType = "other").Build()) },
        new("B9c no events", spec => spec.NotificationsRefs = [new() { Name = "bell" }], Field: "spec.notificationsRefs[0]")
        {
            Given = cluster => cluster.Put(ANotification().With(bell => bell.Console!.ApiEvents = []).Build()),
            Warning = "api references notification [default/bell] configured without any API events",
        },
        new("B9d group missing", spec => spec.NotificationsRefs = [new() { Name = "bell", Namespace = "other" }], Field: "spec.notificationsRefs[0]")
        {
            Given = cluster => cluster.Put(ANotification(ns: "other").ForGroupRefs("devs").Build()),
            Warning = "api references notification [other/bell] configured with group [other/devs] that does not exist in the cluster",
        },
        new("B9d group there", spec => spec.NotificationsRefs = [new() { Name = "bell" }])
        {
            Given = cluster =>
            {
                cluster.Put(AGroup());
                cluster.Put(ANotification().ForGroupRefs("devs").Build());
            },
        },
        new("B9d group null", spec => spec.NotificationsRefs = [new() { Name = "bell" }])
            { Given = cluster => cluster.Put(ANotification().With(bell => bell.Console!.GroupRefs = [null!]).Build()) },
        new("B9e two", spec => spec.NotificationsRefs = [new() { Name = "bell" }, new() { Name = "gong" }],
            "api references notification [default/gong] but there is already another console notification referenced", "spec.notificationsRefs[1]")
        {
            Given = cluster =>
            {
                cluster.Put(ANotification().Build());
                cluster.Put(ANotification("gong").Build());
            },
        },
    ];

    private static ApiRule[] Endpoints() =>
    [
        .. new[] { "not-a-url", "backend:8080", "/backend", "htps://backend", "" }.Select(target =>
            new ApiRule($"N7 target '{target}'", spec => Targets(spec, target), Field: "{target}")
            {
                Check = CheckIds.Endpoints,
                Warning = $"endpoint target [{target}] is not a URL: use an absolute address such as https://backend.example.com",
            }),
        .. new[] { "http://backend:8080/x", "https://backend.example.com", "ws://backend", "wss://backend", "grpc://backend:9000", "{#properties['backend']}" }
            .Select(target => new ApiRule($"N7 target {target}", spec => Targets(spec, target))),
        new("N7 no endpoints", spec => Targets(spec), Field: "{endpoints}")
            { Check = CheckIds.Endpoints, Warning = "endpoint group has no endpoints: requests that reach it will fail; add one with a target" },
    ];

    private static Action<FakeCluster> V2(string path, string? host = null) => cluster => cluster.Put(AnApi("first").WithPath(path, host).Build());

    private static Action<FakeCluster> V4(string path) => cluster => cluster.Put(AV4Api("first").WithPath(path).Build());
}
