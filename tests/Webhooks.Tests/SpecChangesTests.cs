using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class SpecChangesTests
{
    [Fact]
    public void None_EqualSpecs_IsTrue() => SpecChanges.None(AnApi().Build().Spec, AnApi().Build().Spec).ShouldBeTrue();

    [Fact]
    public void None_OtherSpec_IsFalse() => SpecChanges.None(AnApi().Build().Spec, AnApi().WithPath("/b").Build().Spec).ShouldBeFalse();

    [Fact]
    public void None_NothingBefore_IsFalse() => SpecChanges.None(null, AnApi().Build().Spec).ShouldBeFalse();

    [Fact]
    public void None_NothingOnEitherSide_IsFalse() => SpecChanges.None(null, (ManagementContextSpec?)null).ShouldBeFalse();

    [Fact]
    public void None_EqualContexts_IsTrue() => SpecChanges.None(AContext().Build().Spec, AContext().Build().Spec).ShouldBeTrue();
}
