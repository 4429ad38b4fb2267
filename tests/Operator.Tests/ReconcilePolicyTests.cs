using Gko.Contracts.Wire;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ReconcilePolicyTests
{
    [Theory]
    [InlineData(null, false, false)]
    [InlineData("manage", false, false)]
    [InlineData("Skip", false, false)]
    [InlineData("skip", true, true)]
    [InlineData("detach-on-delete", false, true)]
    public void Policy_Annotation_TellsWhatToLeaveAlone(string? value, bool skips, bool detaches)
    {
        var api = value is null ? AnApi().Build() : AnApi().Annotated(AnnotationNames.ReconcilePolicy, value).Build();

        (ReconcilePolicy.IsSkip(api), ReconcilePolicy.DetachesOnDelete(api)).ShouldBe((skips, detaches));
    }
}
