using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Rights;

/// <summary>Upstream grants much for the Gateway API; an operator that has no such controller needs none of it.</summary>
public sealed class GatewayTests
{
    [Theory]
    [InlineData("manager.scope.cluster=true")]
    [InlineData("manager.scope.cluster=false")]
    public async Task Roles_WithTheGatewayApiOn_GrantNoMore(string scope)
    {
        var without = await Chart.RenderAsync(scope);
        var with = await Chart.RenderAsync(scope, "gatewayAPI.controller.enabled=true", "gatewayAPI.controller.matchAcrossRoutes=true");

        Rights(with).ShouldBe(Rights(without));
    }

    private static IEnumerable<string> Rights(Rendered rendered) =>
        rendered.Of("ClusterRole").Concat(rendered.Of("Role")).SelectMany(role => Right.Of(role).Select(right => $"{role.Text("metadata/name")} {right}"));
}
