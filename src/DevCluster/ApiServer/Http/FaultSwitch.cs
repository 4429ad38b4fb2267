namespace Gko.DevCluster.ApiServer;

/// <summary>Makes the next requests fail, for tests of clients.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _gate = new();
    private int _count;
    private int _code;

    public void FailNext(int count, int code)
    {
        lock (_gate)
        {
            (_count, _code) = (count, code);
        }
    }

    /// <exception cref="ApiStatusException">The fault that was ordered.</exception>
    public void ThrowIfDue()
    {
        int code;
        lock (_gate)
        {
            if (_count == 0)
            {
                return;
            }

            _count--;
            code = _code;
        }

        throw code == 429
            ? new ApiStatusException(429, "TooManyRequests", "too many requests, please try again later",
                new System.Text.Json.Nodes.JsonObject { ["retryAfterSeconds"] = 1 })
            : new ApiStatusException(code, code == 503 ? "ServiceUnavailable" : "InternalError", "a fault was ordered");
    }
}
