using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>A request that ends with a <c>Status</c> body instead of an object; turned into the response at the HTTP boundary.</summary>
internal sealed class ApiStatusException(int code, string? reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    public string? Reason { get; } = reason;

    public JsonObject? Details { get; } = details;

    /// <summary>Seconds for a <c>Retry-After</c> header, or null.</summary>
    public long? RetryAfterSeconds => Details.Number("retryAfterSeconds");

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = Message,
        };
        if (Reason is not null)
        {
            status["reason"] = Reason;
        }

        if (Details is not null)
        {
            status["details"] = Details.DeepClone();
        }

        status["code"] = Code;
        return status;
    }
}
