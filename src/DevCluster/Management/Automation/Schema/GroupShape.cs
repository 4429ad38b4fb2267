using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The body of an import of a group.</summary>
internal static class GroupShape
{
    public static Shape.Fields Root { get; } = new(
        Required("hrid", Hrid),
        Required("name", Name),
        Optional("members", Items(new Shape.Fields(
            Required("source", Text),
            Required("sourceId", Text),
            Optional("roles", new Shape.Map(Text))))),
        Optional("notifyMembers", Flag, "true"));
}
