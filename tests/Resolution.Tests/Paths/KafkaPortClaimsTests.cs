using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Paths;

public sealed class KafkaPortClaimsTests : IAsyncLifetime
{
    private static readonly ReferenceKey Self = ReferenceKey.Of<ApiV4Definition>(new ObjectKey("default", "second"));

    private readonly FakeCluster _cluster = new();
    private KafkaPortClaims _claims = null!;

    public async ValueTask InitializeAsync() => _claims = new(await _cluster.WatchAsync(ApiV4DefinitionIndexes.ByKafkaPort));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void Of_NativeApi_ListsEachPlansPorts() => KafkaPortClaims.Of(Api("api", 9092, 9100, 9110).Spec).ShouldBe(
    [
        new KafkaPorts(9092, 9092, "plan", "spec.plans.plan.bootstrapPort"),
        new KafkaPorts(9100, 9110, "plan", "spec.plans.plan.brokerRangeStart"),
    ]);

    [Theory]
    [InlineData(-1, 9100, 9000)]
    [InlineData(70000, null, 9000)]
    [InlineData(null, 9100, 70000)]
    [InlineData(null, -1, 10)]
    public void Of_PortsThatCannotBe_IsEmpty(int? bootstrap, int? first, int? last) =>
        KafkaPortClaims.Of(Api("api", bootstrap, first, last).Spec).ShouldBeEmpty();

    [Fact]
    public void Of_OtherType_IsEmpty()
    {
        var api = Api("api", 9092, 9100, 9110);
        api.Spec!.Type = ApiTypes.Proxy;

        KafkaPortClaims.Of(api.Spec).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(9092, 9092, true)]
    [InlineData(9000, 9091, false)]
    [InlineData(9000, 9092, true)]
    [InlineData(9110, 9300, true)]
    [InlineData(9111, 9300, false)]
    [InlineData(1, 65535, true)]
    public void FindOwner_OtherApisPorts_TellsWhetherTheyOverlap(int first, int last, bool expected)
    {
        _cluster.Put(Api("first", 9092, 9100, 9110));

        (Find(first, last) is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void FindOwner_OtherNamespace_CountsInClusterOnly(bool inCluster, bool expected)
    {
        _cluster.Put(Api("first", 9092, 9100, 9110, "other"));

        (Find(9092, 9092, inCluster) is not null).ShouldBe(expected);
    }

    [Fact]
    public void FindOwner_OwnPorts_DoNotCount()
    {
        _cluster.Put(Api("second", 9092, 9100, 9110));

        Find(9092, 9092).ShouldBeNull();
    }

    [Fact]
    public void FindOwner_ThousandsOfPlansOnBothSides_TakesAMoment()
    {
        const int Many = 5_000;
        _cluster.Put(AV4Api("first").With(spec => (spec.Type, spec.Plans) =
            (ApiTypes.Native, Enumerable.Range(0, Many).ToDictionary(index => $"plan-{index}", index => new Plan { BootstrapPort = index * 2 }))).Build());
        var started = TimeProvider.System.GetTimestamp();

        Enumerable.Range(0, Many).Count(index => Find((index * 2) + 1, (index * 2) + 1) is not null).ShouldBe(0);

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private (ReferenceKey Owner, KafkaPorts Ports)? Find(int first, int last, bool inCluster = false) =>
        _claims.FindOwner(new KafkaPorts(first, last, "plan", ""), Self, inCluster);

    private static ApiV4Definition Api(string name, int? bootstrap, int? first, int? last, string ns = "default") =>
        AV4Api(name, ns).With(spec => (spec.Type, spec.Plans) = (ApiTypes.Native, new()
        {
            ["plan"] = new Plan { BootstrapPort = bootstrap, BrokerRangeStart = first, BrokerRangeEnd = last },
        })).Build();
}
