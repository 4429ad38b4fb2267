using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>What is wrong with a value, and where it stands.</summary>
/// <param name="Message">For people.</param>
/// <param name="Location">Such as <c>plans[0].name</c>.</param>
/// <param name="Value">The value, when there is one.</param>
internal sealed record Finding(string Message, string Location, JsonNode? Value = null)
{
    public JsonObject ToJson() => new JsonObject
    {
        ["message"] = Message,
        ["location"] = Location,
        ["invalidValue"] = Value?.DeepClone(),
    }.WithoutNulls();
}
