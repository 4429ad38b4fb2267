using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.V4;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's tests of the admission of v4 APIs.</summary>
public sealed class ApiV4DefinitionScenarioTests : IAsyncLifetime
{
    private const string Folder = "apim/api_definition/v4/";
    private const string NoPlans =
        "cannot apply API [<name>]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed.";
    private const string Templated = "spec.plans.KeyLess.security.type";
    private const string Command = "kubectl get subscriptions.gravitee.io -A -o jsonpath='{.items[?(@.spec.api.name==\"<name>\")].metadata.name}'";

    private static readonly ApiScenario<ApiV4Definition>[] Table =
        [.. References(), .. Creations(), .. Updates(), .. Flows("A4-17", isUpdate: false), .. Flows("A4-30", isUpdate: true)];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Rows { get; } = [.. Table.Select(row => row.Id)];

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Rows))]
    public Task Review_RowOfUpstreamsTests_GivesItsVerdict(string id) => Table.Single(row => row.Id == id).CheckAsync(_fixture);

    private static ApiScenario<ApiV4Definition>[] References() =>
    [
        new("A4-1", Folder + "api-v4-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "api-notification-groups" }]))
            { HasContext = true, Warnings = [], Given = fixture => fixture.Cluster.Put(Bell("with-groups", bell => bell.GroupRefs = [])) },
        new("A4-3", Folder + "api-v4-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "missing", Namespace = "default" }]))
            { Error = "api references notification [default/missing] that does not exist in the cluster" },
        new("A4-4", Folder + "api-v4-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "api-notification-groups" }]))
        {
            HasContext = true, Given = fixture => fixture.Cluster.Put(Bell("with-groups", bell => bell.ApiEvents = [])),
            Warnings =
            [
                "api references notification [default/api-notification-groups] configured without any API events",
                "api references notification [default/api-notification-groups] configured with group [default/developers] that does not exist in the cluster",
            ],
        },
        new("A4-5", Folder + "api-v4-with-page-markdown", Of(spec => spec.Pages!["markdown"].Parent = "missing-parent-page"))
            { Error = "can not apply API [<name>]. Parent page [missing-parent-page] can not be found for page [markdown]" },
        new("A4-6", Folder + "api-v4-with-context", Of(spec => spec.Flows = [new Flow { Request = [Shared("missing-shared-policy-group")] }]))
            { Error = "unable to get Shared Policy Group [missing-shared-policy-group] in namespace [default]" },
        new("A4-7", Folder + "api-v4-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "api-notification" }, new() { Name = "api-notification-groups" }]))
        {
            Given = fixture =>
            {
                fixture.Cluster.Put(Bell("no-group", _ => { }));
                fixture.Cluster.Put(Bell("with-groups", _ => { }));
            },
            Error = "api references notification [default/api-notification-groups] but there is already another console notification referenced",
        },
        new("A4-8", Folder + "api-v4-with-context", Of(spec => spec.ContextRef = new() { Name = "unknown" })) { Error = "" },
        new("A4-9", Folder + "api-v4-with-cache-redis-resource-ref", _ => { })
            { Error = "api references resource [default/reusable-resource-cache-redis] that does not exist in the cluster" },
        new("A4-10", Folder + "api-v4-with-context", Of(spec => spec.Flows = [new Flow { Response = [Shared("simple-shared-policy-groups")] }]))
        {
            Given = fixture => fixture.Cluster.Put(UpstreamManifests.Read<SharedPolicyGroup>("apim/shared_policy_groups/shared_policy_groups")),
            Error = "Incompatible Shared Policy Group [simple-shared-policy-groups] with phase [REQUEST] for FlowStep [RESPONSE]",
        },
    ];

    private static ApiScenario<ApiV4Definition>[] Creations() =>
    [
        new("A4-2", Folder + "api-v4-with-oauth2-am-resource", Of(Break))
            { HasContext = true, Objection = "Resource [oauth2-am-resource] configuration is not valid", Error = "Resource [oauth2-am-resource] configuration is not valid" },
        new("A4-11", Folder + "api-v4", api => api.Metadata.Name = "duplicate")
            { Given = fixture => fixture.Cluster.Put(AV4Api("api-v4").WithPath("/api-v4").Build()), Error = "" },
        new("A4-12", Folder + "api-v4", Of(spec => spec.Plans = [])) { Error = NoPlans },
        new("A4-13", Folder + "api-v4-with-jwt-plan-pages-non-hrid-names", _ => { }) { HasContext = true, Warnings = [] },
        Template("A4-14", "configmap `missing-configmap/security`", TemplateTexts.NoSource(Templated, "configmap [default/missing-configmap]")),
        Template("A4-15", "secret `graviteeio-templating/unknown`", TemplateTexts.NoKey(Templated, "secret [default/graviteeio-templating]", "unknown")),
        Template("A4-16", "secret `missing-secret/security`", TemplateTexts.NoSource(Templated, "secret [default/missing-secret]")),
        new("A4-18", Folder + "api-v4-with-jwt-plan", _ => { })
        {
            IsDeletion = true, Given = Subscribe,
            Error = $"cannot delete [default/<name>] because it is referenced in 1 subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: {Command}",
        },
    ];

    private static ApiScenario<ApiV4Definition>[] Updates() =>
    [
        new("A4-19", Folder + "api-v4-with-oauth2-am-resource", Of(Break))
            { IsUpdate = true, HasContext = true, Objection = "Resource [oauth2-am-resource] configuration is not valid", Error = "Resource [oauth2-am-resource] configuration is not valid" },
        new("A4-20", Folder + "api-v4", Of(spec => spec.Categories = ["random"]))
        {
            IsUpdate = true, HasContext = true, Remark = "category [random] is not defined in environment [DEFAULT]",
            Warnings = ["category [random] is not defined in environment [DEFAULT]"],
        },
        new("A4-21", Folder + "api-v4", Of(spec => spec.ContextRef = new() { Name = "unknown" })) { IsUpdate = true, HasContext = true, Error = "" },
        new("A4-22", Folder + "api-v4", Of(spec => spec.Members = [new() { Source = "gravitee", SourceId = "random", Role = "REVIEWER" }]))
        {
            IsUpdate = true, HasContext = true, Remark = "member [random] of source [gravitee] could not be found in organization [DEFAULT]",
            Warnings = ["member [random] of source [gravitee] could not be found in organization [DEFAULT]"],
        },
        new("A4-23", Folder + "api-v4-with-jwt-plan", Of(spec => ApiChanges.Plans(spec, ("KeyLess", "KEY_LESS", null))))
        {
            IsUpdate = true, HasContext = true, Given = Subscribe, Since = api => api.Status = new ApiV4DefinitionStatus { Subscriptions = 1 },
            Error = $"Plan [JWT] could not be found in API [default/<name>] but there is a subscription referencing it. You can review the depending subscriptions using the following command: {Command}",
        },
        new("A4-24", Folder + "api-v4", Of(spec => ApiChanges.Paths(spec, (null, "/basic-api-example"))))
        {
            IsUpdate = true, Error = "",
            Given = fixture =>
            {
                var v2 = UpstreamManifests.Read<ApiDefinition>("apim/api_definition/v2/api");
                ApiChanges.Paths(v2.Spec!, (null, "/basic-api-example"));
                fixture.Cluster.Put(v2);
            },
        },
        new("A4-25", Folder + "api-v4", Of(spec => spec.Plans = [])) { IsUpdate = true, Error = NoPlans },
        Template("A4-26", "configmap `graviteeio-templating/unknown`", TemplateTexts.NoKey(Templated, "configmap [default/graviteeio-templating]", "unknown"), isUpdate: true),
        Template("A4-27", "configmap `missing-configmap/security`", TemplateTexts.NoSource(Templated, "configmap [default/missing-configmap]"), isUpdate: true),
        Template("A4-28", "secret `missing-secret/security`", TemplateTexts.NoSource(Templated, "secret [default/missing-secret]"), isUpdate: true),
        Type("A4-29 NATIVE to PROXY", "api-v4-native", "NATIVE", "PROXY"),
        Type("A4-29 PROXY to NATIVE", "api-v4", "PROXY", "NATIVE"),
        Type("A4-29 PROXY to MESSAGE", "api-v4", "PROXY", "MESSAGE"),
    ];

    private static ApiScenario<ApiV4Definition>[] Flows(string row, bool isUpdate) =>
    [
        new($"{row} connect", Folder + "api-v4", Of(spec => spec.Flows = [new Flow { Connect = [new Step()] }]))
            { IsUpdate = isUpdate, Error = "Connect Flow is not supported in V4 API [api-v4]" },
        new($"{row} interact", Folder + "api-v4", Of(spec => spec.Flows = [new Flow { Interact = [new Step()] }]))
            { IsUpdate = isUpdate, Error = "Interact Flow is not supported in V4 API [api-v4]" },
        new($"{row} request", Folder + "api-v4-native", Of(spec => spec.Flows = [new Flow { Request = [new Step()] }]))
            { IsUpdate = isUpdate, Error = "Request Flow is not supported in Native API [api-v4-native]" },
        new($"{row} response", Folder + "api-v4-native", Of(spec => spec.Flows = [new Flow { Response = [new Step()] }]))
            { IsUpdate = isUpdate, Error = "Response Flow is not supported in Native API [api-v4-native]" },
    ];

    private static ApiScenario<ApiV4Definition> Template(string id, string template, string error, bool isUpdate = false) =>
        new(id, Folder + "api-v4-with-templating", Of(spec => spec.Plans!["KeyLess"].Security!.Type = $"[[ {template} ]]")) { IsUpdate = isUpdate, Error = error };

    private static ApiScenario<ApiV4Definition> Type(string id, string file, string old, string now) =>
        new(id, Folder + file, Of(spec => spec.Type = now))
            { IsUpdate = true, Error = $"it is not possible to change API Type. Old type '{old}', new type '{now}'" };

    private static Action<ApiV4Definition> Of(Action<ApiV4DefinitionSpec> change) => api => change(api.Spec!);

    private static void Break(ApiV4DefinitionSpec spec) => spec.Resources![0].Configuration = JsonElement.Parse("""{"wrong_json":"[{\"object\":object}]"}""");

    private static Step Shared(string name) => new() { SharedPolicyGroupRef = new() { Name = name } };

    private static Notification Bell(string file, Action<ConsoleTarget> change)
    {
        var bell = UpstreamManifests.Read<Notification>($"apim/notification/notification-{file}");
        change(bell.Spec!.Console!);
        return bell;
    }

    private static void Subscribe(WebhookFixture fixture) =>
        fixture.Cluster.Put(UpstreamManifests.Read<Subscription>("apim/subscription/subscription"));
}
