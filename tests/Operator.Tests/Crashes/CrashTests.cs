namespace Gko.Operator.Tests.Crashes;

/// <summary>
/// The operator is killed between any two of its effects on the cluster and on APIM, once at each point, right before an effect and
/// right after it, before its answer arrives. The next one must bring everything to the end that the first would have reached.
/// </summary>
public sealed class CrashTests(CrashWorld world) : IClassFixture<CrashWorld>
{
    public static TheoryData<string> Scenarios => new(CrashScenario.All.Select(scenario => scenario.Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Killed_AtAnyPoint_NothingIsOrphanedAndNothingIsThereTwice(string scenario)
    {
        var effects = await world.PlayAsync(CrashScenario.All.Single(one => one.Name == scenario));

        effects.ShouldNotBeEmpty();
    }
}
