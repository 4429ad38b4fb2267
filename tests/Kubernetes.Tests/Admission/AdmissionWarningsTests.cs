using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionWarningsTests
{
    [Fact]
    public void Bound_ShortWarnings_AreKeptInOrder() =>
        AdmissionWarnings.Bound(["b", "a"]).ShouldBe(["b", "a"]);

    [Fact]
    public void Bound_LongWarning_IsCutTo256Characters()
    {
        var warning = AdmissionWarnings.Bound([new string('x', 300)]).ShouldHaveSingleItem();

        warning.Length.ShouldBe(256);
        warning.ShouldEndWith("x…");
    }

    [Fact]
    public void Bound_CutInsideASurrogatePair_DropsThePair()
    {
        var warning = AdmissionWarnings.Bound([new string('x', 254) + "😀" + new string('y', 50)]).ShouldHaveSingleItem();

        warning.ShouldBe(new string('x', 254) + "…");
    }

    [Fact]
    public void Bound_ControlCharacters_BecomeSpaces() =>
        AdmissionWarnings.Bound(["a\r\nb\tc", " \n "]).ShouldBe(["a  b c"]);

    [Fact]
    public void Bound_Repeated_IsSaidOnce() =>
        AdmissionWarnings.Bound(["a", "b", "a"]).ShouldBe(["a", "b"]);

    [Fact]
    public void Bound_TooMany_EndsWithACount()
    {
        var warnings = AdmissionWarnings.Bound(Enumerable.Range(0, 40).Select(i => $"warning {i}"));

        warnings.Count.ShouldBe(16);
        warnings[^1].ShouldBe("… and 25 more warnings");
    }
}
