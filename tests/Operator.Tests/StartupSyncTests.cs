using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class StartupSyncTests
{
    [Fact]
    public void IsDue_StrategyOnSpecChange_IsFalse() => new StartupSync(always: false).IsDue(AnApi().Build()).ShouldBeFalse();

    [Fact]
    public void IsDue_StrategyAlways_IsTrueUntilDone()
    {
        var startup = new StartupSync(always: true);
        var before = startup.IsDue(AnApi().Build());

        startup.Done(AnApi().Build());

        (before, startup.IsDue(AnApi().Build())).ShouldBe((true, false));
    }

    [Fact]
    public void IsDue_NamesakeThatWasCreatedAnew_IsTrue()
    {
        var startup = new StartupSync(always: true);
        startup.Done(AnApi().Build());

        startup.IsDue(AnApi().WithObject(api => api.Metadata.Uid = "another").Build()).ShouldBeTrue();
    }
}
