using Gko.Contracts.Wire;
using Gko.Operator.Hosting;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

public sealed class ChangesTests
{
    [Fact]
    public void OfSpecOrPolicy_NothingChanged_IsFalse() => IsWorthAReconcile(_ => { }).ShouldBeFalse();

    [Fact]
    public void OfSpecOrPolicy_SpecChanged_IsTrue() => IsWorthAReconcile(api => api.Metadata.Generation++).ShouldBeTrue();

    [Fact]
    public void OfSpecOrPolicy_Recreated_IsTrue() => IsWorthAReconcile(api => api.Metadata.Uid = "another").ShouldBeTrue();

    [Fact]
    public void OfSpecOrPolicy_StatusChanged_IsFalse() => IsWorthAReconcile(api => api.Status = new() { Id = "id" }).ShouldBeFalse();

    [Fact]
    public void OfSpecOrPolicy_FinalizerChanged_IsFalse() => IsWorthAReconcile(api => api.Metadata.Finalizers = ["f"]).ShouldBeFalse();

    [Theory]
    [InlineData(AnnotationNames.ReconcilePolicy, true)]
    [InlineData(AnnotationNames.Template, true)]
    [InlineData(AnnotationNames.LastSpecHash, false)]
    [InlineData("example.com/other", false)]
    public void OfSpecOrPolicy_AnnotationAdded_CountsWhenItIsOurs(string name, bool expected) =>
        IsWorthAReconcile(api => api.Metadata.Annotations = new() { [name] = "x" }).ShouldBe(expected);

    [Fact]
    public void OfSpecOrPolicy_OwnAnnotationRemoved_IsTrue() => Changes.OfSpecOrPolicy(
        AnApi().Annotated(AnnotationNames.ReconcilePolicy, "skip").Build(), AnApi().Build()).ShouldBeTrue();

    private static bool IsWorthAReconcile(Action<Contracts.ApiDefinition> change) =>
        Changes.OfSpecOrPolicy(AnApi().Build(), AnApi().WithObject(change).Build());
}
