using Gko.Contracts;
using Gko.Kubernetes.Controllers;
using Gko.Operator.Hosting;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

public sealed class LanesTests
{
    [Theory]
    [InlineData(null, "team/ctx")]
    [InlineData("", "team/ctx")]
    [InlineData("shared", "shared/ctx")]
    public void ByContext_ApiWithContext_WaitsForThatContextOnly(string? contextNamespace, string group) =>
        Lanes.ByContext(AnApi("api", "team").Build(), new NamespacedReference { Name = "ctx", Namespace = contextNamespace })
            .ShouldBe(new QueueLane(group, "team"));

    [Fact]
    public void ByContext_ApiWithoutContext_IsOfItsNamespace() =>
        Lanes.ByContext(AnApi("api", "team").Build(), null).ShouldBe(new QueueLane("team", "team"));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WorkersFor_ContextThatHangs_KeepsItsConcurrencyAndLeavesOneWorker(int concurrency)
    {
        var lanes = new QueueLanes<string>(_ => default, Lanes.WorkersFor(concurrency));

        (lanes.Most, lanes.Workers).ShouldBe((concurrency, concurrency + 1));
    }
}
