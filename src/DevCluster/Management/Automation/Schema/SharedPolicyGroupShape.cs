using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The body of an import of a shared policy group.</summary>
internal static class SharedPolicyGroupShape
{
    public static Shape.Fields Root { get; } = new(
        Required("hrid", Hrid),
        // Not in the description of the API, yet taken from operators of old.
        Optional("crossId", Text),
        Required("apiType", new Shape.Word("PROXY", "MESSAGE")),
        Optional("description", new Shape.Text(0, 1024)),
        Optional("prerequisiteMessage", new Shape.Text(0, 1024)),
        Required("name", new Shape.Text(0, 512)),
        Required("phase", new Shape.Word("REQUEST", "RESPONSE", "PUBLISH", "SUBSCRIBE")),
        Optional("steps", Items(Step)));
}
