using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionErrorsTests
{
    [Fact]
    public void Bound_UsualErrors_AreKept()
    {
        AdmissionError[] errors = [new("b", "spec.b"), new("a")];

        AdmissionErrors.Bound(errors).ShouldBe(errors);
    }

    [Fact]
    public void Bound_TooMany_EndsWithACount()
    {
        var told = AdmissionErrors.Bound([.. Enumerable.Range(0, 1000).Select(index => new AdmissionError($"error {index}"))]);

        told.Count.ShouldBe(100);
        told[98].Message.ShouldBe("error 98");
        told[99].Message.ShouldBe("… and 901 more errors");
    }

    [Fact]
    public void Bound_ExactlyTheMost_AreKept() =>
        AdmissionErrors.Bound([.. Enumerable.Range(0, 100).Select(index => new AdmissionError($"error {index}"))])[^1].Message.ShouldBe("error 99");

    [Fact]
    public void Bound_LongMessage_IsCutBeforeASurrogatePair()
    {
        var told = AdmissionErrors.Bound([new($"{new string('x', 4094)}😀{new string('y', 10)}", new string('f', 5000))]).ShouldHaveSingleItem();

        told.Message.ShouldBe($"{new string('x', 4094)}…");
        told.Field!.Length.ShouldBe(4096);
    }
}
