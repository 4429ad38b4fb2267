using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution.Tests;

public sealed class ReferencesTests
{
    [Theory]
    [InlineData("n", null, "owner/n")]
    [InlineData("n", "", "owner/n")]
    [InlineData("n", "other", "other/n")]
    [InlineData(null, "other", "other/")]
    public void Target_Reference_NamesTheObjectThatIsMeant(string? name, string? ns, string expected) =>
        References.Target(new NamespacedReference { Name = name, Namespace = ns }, "owner").ToString().ShouldBe(expected);
}
