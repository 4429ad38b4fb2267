using Gko.Contracts;
using Gko.Contracts.V2;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's tests of the admission of v2 APIs. Row A2-5 asserts nothing there.</summary>
public sealed class ApiDefinitionScenarioTests : IAsyncLifetime
{
    private const string Folder = "apim/api_definition/v2/";
    private const string Templated = "spec.plans[0].security";
    private const string Command = "kubectl get subscriptions.gravitee.io -A -o jsonpath='{.items[?(@.spec.api.name==\"<name>\")].metadata.name}'";

    private static readonly ApiScenario<ApiDefinition>[] Table =
    [
        new("A2-1", Folder + "api-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "missing", Namespace = "default" }]))
            { Error = "api references notification [default/missing] that does not exist in the cluster" },
        new("A2-2", Folder + "api-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "api-notification-groups" }]))
        {
            Given = fixture => fixture.Cluster.Put(Bell("with-groups", bell => bell.ApiEvents = [])),
            Warnings =
            [
                "api references notification [default/api-notification-groups] configured without any API events",
                "api references notification [default/api-notification-groups] configured with group [default/developers] that does not exist in the cluster",
            ],
        },
        new("A2-3", Folder + "api-with-page-markdown", Of(spec => spec.Pages!["markdown"].Parent = "missing-parent-page"))
            { Error = "can not apply API [<name>]. Parent page [missing-parent-page] can not be found for page [markdown]" },
        new("A2-4", Folder + "api-with-context", Of(spec => spec.NotificationsRefs = [new() { Name = "api-notification" }, new() { Name = "api-notification-groups" }]))
        {
            Given = fixture =>
            {
                fixture.Cluster.Put(Bell("no-group", _ => { }));
                fixture.Cluster.Put(Bell("with-groups", _ => { }));
            },
            Error = "api references notification [default/api-notification-groups] but there is already another console notification referenced",
        },
        new("A2-6", Folder + "api-with-cache-redis-resource-ref", _ => { })
            { Error = "api references resource [default/reusable-resource-cache-redis] that does not exist in the cluster" },
        new("A2-7", Folder + "api", _ => { })
        {
            Given = fixture => fixture.Cluster.Put(AV4Api("v4").WithPath("/basic-api-example").Build()),
            Error = "invalid API context path [/basic-api-example]. API [default/v4] is already defined with the same path",
        },
        new("A2-8", "ingress/ingress-api-template", _ => { }) { Warnings = [] },
        // Only where the administrator asks for it: the tutorial of the product starts with such an API.
        new("A2-9", Folder + "api", Of(spec => (spec.Plans, spec.State) = (null, "STARTED")))
        {
            Given = fixture => fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.NoPlans } },
            Error = "cannot apply API [<name>]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed.",
        },
        .. Templates(false, "A2-10", "A2-11", "A2-12", "A2-13"),
        new("A2-14", Folder + "api-with-jwt-plan", _ => { })
        {
            IsDeletion = true, Given = Subscribe,
            Error = $"cannot delete [default/<name>] because it is referenced in 1 subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: {Command}",
        },
        new("A2-15", Folder + "api", Of(spec => spec.Categories = ["random"]))
        {
            IsUpdate = true, HasContext = true, Remark = "category [random] is not defined in environment [DEFAULT]",
            Warnings = ["category [random] is not defined in environment [DEFAULT]"],
        },
        new("A2-16", Folder + "api", Of(spec => spec.Members = [new() { Source = "gravitee", SourceId = "random", Role = "REVIEWER" }]))
        {
            IsUpdate = true, HasContext = true, Remark = "member [random] of source [gravitee] could not be found in organization [DEFAULT]",
            Warnings = ["member [random] of source [gravitee] could not be found in organization [DEFAULT]"],
        },
        new("A2-17", Folder + "api-with-jwt-plan", Of(spec => spec.Plans = [new Plan { Name = "free", Security = "KEY_LESS" }]))
        {
            IsUpdate = true, HasContext = true, Given = Subscribe, Since = api => api.Status = new ApiDefinitionStatus { Subscriptions = 1 },
            Error = $"Plan [JWT] could not be found in API [default/<name>] but there is a subscription referencing it. You can review the depending subscriptions using the following command: {Command}",
        },
        .. Templates(true, "A2-18", "A2-19", null, "A2-20"),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Rows { get; } = [.. Table.Select(row => row.Id)];

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Rows))]
    public Task Review_RowOfUpstreamsTests_GivesItsVerdict(string id) => Table.Single(row => row.Id == id).CheckAsync(_fixture);

    private static IEnumerable<ApiScenario<ApiDefinition>> Templates(bool isUpdate, string? key, string? configMap, string? secretKey, string? secret)
    {
        (string? Id, string Template, string Error)[] rows =
        [
            (key, "configmap `graviteeio-templating/unknown`", TemplateTexts.NoKey(Templated, "configmap [default/graviteeio-templating]", "unknown")),
            (configMap, "configmap `missing-configmap/security`", TemplateTexts.NoSource(Templated, "configmap [default/missing-configmap]")),
            (secretKey, "secret `graviteeio-templating/unknown`", TemplateTexts.NoKey(Templated, "secret [default/graviteeio-templating]", "unknown")),
            (secret, "secret `missing-secret/security`", TemplateTexts.NoSource(Templated, "secret [default/missing-secret]")),
        ];
        return rows.Where(row => row.Id is not null).Select(row => new ApiScenario<ApiDefinition>(
            row.Id!, Folder + "api-with-templating", Of(spec => spec.Plans![0].Security = $"[[ {row.Template} ]]")) { IsUpdate = isUpdate, Error = row.Error });
    }

    private static Action<ApiDefinition> Of(Action<ApiDefinitionSpec> change) => api => change(api.Spec!);

    private static Notification Bell(string file, Action<ConsoleTarget> change)
    {
        var bell = UpstreamManifests.Read<Notification>($"apim/notification/notification-{file}");
        change(bell.Spec!.Console!);
        return bell;
    }

    private static void Subscribe(WebhookFixture fixture)
    {
        var subscription = UpstreamManifests.Read<Subscription>("apim/subscription/subscription");
        subscription.Spec!.Api = new() { Name = "jwt-v2", Kind = "apidefinitions" };
        fixture.Cluster.Put(subscription);
    }
}
