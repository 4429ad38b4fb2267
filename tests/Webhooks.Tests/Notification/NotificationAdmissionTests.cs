using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class NotificationAdmissionTests : IAsyncLifetime
{
    private static readonly Rule<AdmissionContext<Notification>>[] Table =
    [
        new("N15 C complete", Requests.Create(ANotification().ForGroupRefs("devs").Build())),
        new("N15 C nobody to tell", Requests.Create(ANotification().With(spec => spec.Console = null).Build())),
        new("N15 C group that does not exist", Requests.Create(ANotification().ForGroupRefs("devs", "absent").Build())) { Warning = Missing("spec.console.groupRefs[1]") },
        new("N15 U group that does not exist", Requests.Update(ANotification().Build(), ANotification().ForGroupRefs("absent").Build()))
            { Warning = Missing("spec.console.groupRefs[0]") },
        new("F7 U nothing but metadata", Requests.Update(ANotification().ForGroupRefs("absent").Build(), ANotification().ForGroupRefs("absent").Build())),
        new("N10 D unused", Requests.Delete(ANotification("unused").Build())),
        new("N10 D in use", Requests.Delete(ANotification().Build()))
            { Warning = "[bell] is still used by 1 ApiDefinition (default/api) and 1 ApiV4Definition (other/api): delete these first, or take the reference out of them" },
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AGroup());
        _fixture.Cluster.Put(AnApi().With(api => api.NotificationsRefs = [new() { Name = "bell" }]).Build());
        _fixture.Cluster.Put(AV4Api(ns: "other").With(api => api.NotificationsRefs = [new() { Name = "bell", Namespace = "default" }]).Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Fact]
    public async Task Delete_InUseAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.InUse } };

        (await _fixture.ReviewAsync(Requests.Delete(ANotification().Build()))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_GroupThatTheAuthorMayNotRead_IsWarnedOf()
    {
        _fixture.Cluster.MayAccess = _ => false;
        _fixture.Cluster.Put(AGroup("devs", "other"));

        var verdict = await _fixture.ReviewAsync(Requests.Create(
            ANotification().With(spec => spec.Console!.GroupRefs = [new() { Name = "devs", Namespace = "other" }]).Build()));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("user \"alice\" may not get groups.gravitee.io \"devs\" in the namespace \"other\"");
    }

    [Theory]
    [InlineData("notification-no-group")]
    [InlineData("notification-with-groups")]
    public async Task Create_UpstreamsExample_IsAllowed(string file) =>
        (await _fixture.ReviewAsync(Requests.Create(UpstreamManifests.Read<Notification>($"apim/notification/{file}")))).Allowed.ShouldBeTrue();

    private static string Missing(string field) => $"Group default/absent could not be found: {Rules.NotFound} ({field})";
}
