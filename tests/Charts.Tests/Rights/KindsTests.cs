using Gko.Charts.Tests.Rendering;
using Gko.Contracts;

namespace Gko.Charts.Tests.Rights;

/// <summary>The chart names kinds in several places; each has to name all that there are.</summary>
public sealed class KindsTests
{
    private const string Group = ".gravitee.io";

    private static IEnumerable<string> Definitions => CustomResourceDefinitions.All().Select(definition => definition.Text("metadata/name")!);

    [Fact]
    public async Task CrdRole_ComparedWithDefinitions_NamesEach()
    {
        var role = (await Chart.RenderAsync()).One("ClusterRole", "gko-controller-manager-crd-patch-cluster-role");

        role.Texts("rules/0/resourceNames").ShouldBe(Definitions, ignoreOrder: true);
    }

    [Fact]
    public async Task ManagerRole_ComparedWithDefinitions_ReadsEach()
    {
        var rights = Right.Of((await Chart.RenderAsync()).One("ClusterRole", "gko-controller-manager-cluster-role"));

        Definitions.Select(name => $"watch {name}").Except(rights).ShouldBeEmpty();
    }

    [Fact]
    public async Task ValidatingConfiguration_ComparedWithDefinitions_InterceptsEach()
    {
        var intercepted = (await Chart.RenderAsync()).Of("ValidatingWebhookConfiguration").Single()["webhooks"]!.AsArray()
            .Select(webhook => webhook.Text("rules/0/resources/0") + Group);

        intercepted.ShouldBe(Definitions, ignoreOrder: true);
    }
}
