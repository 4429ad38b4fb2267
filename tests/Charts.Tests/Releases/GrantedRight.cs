using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>One thing that a role, by its binding, lets the operator do.</summary>
/// <param name="Namespace">Where; empty for everywhere.</param>
/// <param name="Right">What, as <c>verb resource.group[/name]</c>.</param>
internal sealed record GrantedRight(string Namespace, string Right)
{
    /// <summary>Everything that the bindings of a release grant its account.</summary>
    public static IEnumerable<GrantedRight> Of(Rendered release) =>
        from binding in release.Objects
        where binding.Text("kind") is "RoleBinding" or "ClusterRoleBinding"
        let place = binding.Text("kind") is "RoleBinding" ? binding.Text("metadata/namespace")! : ""
        from right in Rendering.Right.Of(RoleOf(release, binding, place))
        select new GrantedRight(place, right);

    /// <summary>Whether a request needs it.</summary>
    public bool IsUsedBy(AuditedRequest request) => (Namespace.Length == 0 || request.Namespace == Namespace) && UsedRight.Of(request).Contains(Right);

    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Right : $"{Right} in {Namespace}";

    private static JsonNode RoleOf(Rendered release, JsonNode binding, string place) => release
        .All(binding.Text("roleRef/kind")!, binding.Text("roleRef/name")!)
        .Single(role => role.Text("kind") is "ClusterRole" || role.Text("metadata/namespace") == place);
}
