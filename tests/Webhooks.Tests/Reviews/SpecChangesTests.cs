using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class SpecChangesTests
{
    [Fact]
    public void None_EqualSpecs_IsTrue() => SpecChanges.None(AnApi().Build().Spec, AnApi().Build().Spec, ContractsJson.Relaxed.ApiDefinitionSpec).ShouldBeTrue();

    [Fact]
    public void None_OtherSpec_IsFalse() => SpecChanges.None(AnApi().Build().Spec, AnApi().WithPath("/b").Build().Spec, ContractsJson.Relaxed.ApiDefinitionSpec).ShouldBeFalse();

    [Fact]
    public void None_NothingBefore_IsFalse() => SpecChanges.None(null, AnApi().Build().Spec, ContractsJson.Relaxed.ApiDefinitionSpec).ShouldBeFalse();

    [Fact]
    public void None_NothingOnEitherSide_IsFalse() => SpecChanges.None(null, null, ContractsJson.Relaxed.ManagementContextSpec).ShouldBeFalse();

    [Fact]
    public void None_EqualContexts_IsTrue() => SpecChanges.None(AContext().Build().Spec, AContext().Build().Spec, ContractsJson.Relaxed.ManagementContextSpec).ShouldBeTrue();

    [Fact]
    public void None_MembersInAnotherOrder_IsTrue() => SpecChanges.None(
        AV4Api().WithListener("""{"type":"TCP","hosts":["a"]}""").Build().Spec, AV4Api().WithListener("""{"hosts":["a"],"type":"TCP"}""").Build().Spec,
        ContractsJson.Relaxed.ApiV4DefinitionSpec).ShouldBeTrue();
}
