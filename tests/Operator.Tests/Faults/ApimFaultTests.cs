namespace Gko.Operator.Tests.Faults;

/// <summary>
/// Ring 2: whatever the Management API answers to whichever call, users are told what it was, the operator tries again as its
/// policy says, and in the end all is as if nothing had been.
/// </summary>
public sealed class ApimFaultTests(FaultyApim apim) : IClassFixture<FaultyApim>
{
    public static TheoryData<string, string> Table => new(
        FaultyApim.Calls.SelectMany(call => Failure.Of(call).Select(failure => (call, failure.Name))));

    [Theory]
    [MemberData(nameof(Table))]
    public Task Call_Fails_IsToldAndTriedAgainUntilAllIsWell(string call, string failure) => apim.PlayAsync(call, failure);

    [Fact]
    public Task AllCalls_Failed_NothingIsOrphanedAndNothingIsThereTwice() => apim.NothingIsLeftAsync();
}
