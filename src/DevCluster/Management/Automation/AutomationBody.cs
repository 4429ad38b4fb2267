using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Reads the body of a PUT, or refuses it.</summary>
internal static class AutomationBody
{
    /// <summary>Either the request in normal form or the answer to a bad one.</summary>
    public static (JsonObject? Spec, Reply? Refusal) Read(Call call, Shape.Fields shape)
    {
        if (JsonText.ParseObject(call.Body) is not { } source)
        {
            return (null, call.Error(400, "The request body is not a JSON object"));
        }

        var reader = new SpecReader();
        var spec = reader.Read(source, shape);
        return reader.Unexpected is { } unexpected ? (null, Unexpected(call, unexpected))
            : reader.Violations.Count > 0 ? (null, Violated(call, reader.Violations))
            : (spec, null);
    }

    private static Reply Unexpected(Call call, Finding finding) => With(call.Error(400, finding.Message, "invalidValue"), [finding]);

    private static Reply Violated(Call call, List<Finding> findings) => With(call.Error(400, "Validation error"), findings);

    private static Reply With(Reply reply, List<Finding> findings)
    {
        reply.Json!["details"] = JsonText.ToArray(findings.Select(JsonNode (finding) => finding.ToJson()));
        return reply;
    }
}
