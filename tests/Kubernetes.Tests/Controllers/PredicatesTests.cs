using Gko.Kubernetes.Controllers;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class PredicatesTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    public void GenerationChanged_AnyGenerations_Compares(long old, long now, bool expected) =>
        Predicates.GenerationChanged(AWidget().WithGeneration(old), AWidget().WithGeneration(now)).ShouldBe(expected);

    [Theory]
    [InlineData("demo.io/a=1", "demo.io/a=1", false)]
    [InlineData("demo.io/a=1", "demo.io/a=2", true)]
    [InlineData("demo.io/a=1", "", true)]
    [InlineData("", "demo.io/a=1", true)]
    [InlineData("demo.io/a=1", "demo.io/b=1", true)]
    [InlineData("other=1", "other=2", false)]
    public void AnnotationsChanged_WithPrefix_LooksAtThoseOnly(string old, string now, bool expected)
    {
        var (before, after) = (AWidget(), AWidget());
        before.Metadata.Annotations = Map(old);
        after.Metadata.Annotations = Map(now);

        Predicates.AnnotationsChanged(before, after, "demo.io/").ShouldBe(expected);
    }

    [Fact]
    public void LabelsChanged_LabelAdded_IsTrue()
    {
        var after = AWidget();
        after.Metadata.Labels = Map("a=1");

        Predicates.LabelsChanged(AWidget(), after).ShouldBeTrue();
    }

    private static Dictionary<string, string>? Map(string text) =>
        text.Length == 0 ? null : new() { [text.Split('=')[0]] = text.Split('=')[1] };
}
