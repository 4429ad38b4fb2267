using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Paths of v2 APIs that others have already.</summary>
public sealed class ApiDefinitionAddressTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_TemplatedAddressIsTaken_IsRefused()
    {
        _fixture.Cluster.Put(AConfigMap("paths").WithKey("api", "/a").Build());
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("[[ configmap `paths/api` ]]"))).Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("invalid API context path [/a]. API [default/first] is already defined with the same path");
    }

    [Fact]
    public async Task Create_AddressIsTakenByAV4Api_IsRefused()
    {
        _fixture.Cluster.Put(AV4Api("first").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_AddressIsTaken_IsRefusedWithoutADryRun()
    {
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());

        var error = (await CreateAsync(AnApi("second").WithPath("/a"))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldBe("invalid API context path [/a]. API [default/first] is already defined with the same path");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Create_AddressIsTakenInOtherNamespace_FollowsTheSetting(bool inCluster, bool allowed)
    {
        _fixture.Policy = new AdmissionPolicy { PathConflictsInCluster = inCluster };
        _fixture.Cluster.Put(AnApi("first", "other").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBe(allowed);
    }

    [Fact]
    public async Task Create_AddressIsTakenButOwnedByARoute_IsAllowed()
    {
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());
        var api = AnApi("second").WithPath("/a").WithObject(
            owned => owned.Metadata.OwnerReferences = [new OwnerReference { ApiVersion = "gateway.networking.k8s.io/v1", Kind = "HTTPRoute", Name = "route" }]);

        (await CreateAsync(api)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressAdmittedAMomentAgo_IsRefused()
    {
        await CreateAsync(AnApi("first").WithPath("/a"));
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_AddressOfADryRun_IsNotRemembered()
    {
        await _fixture.ReviewAsync(Requests.Create(AnApi("first").WithPath("/a").Build(), dryRun: true));
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressOfARefusedApi_IsNotRemembered()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400);
        await CreateAsync(AnApi("first").WithPath("/a"));
        _fixture.Apim.Failure = null;
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeTrue();
    }

    private Task<AdmissionVerdict> CreateAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));
}
