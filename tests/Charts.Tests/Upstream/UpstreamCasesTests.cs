using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Upstream;

/// <summary>A release of upstream's chart becomes one of ours by an upgrade: so all that upstream's tests say holds here.</summary>
public sealed class UpstreamCasesTests
{
    public static TheoryData<string> Names => [.. UpstreamCases.All.Select(one => one.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Chart_WithValuesOfUpstreamsCase_RendersWhatUpstreamExpects(string name)
    {
        var expected = UpstreamCases.All.Single(one => one.ToString() == name);

        expected.Check(await Chart.RenderAsync(expected.Set));
    }

    [Fact]
    public void All_Counted_AreAllOfUpstreams() => UpstreamCases.All.Count.ShouldBe(91);
}
