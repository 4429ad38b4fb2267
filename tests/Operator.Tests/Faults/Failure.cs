using Gko.DevCluster.Management;

namespace Gko.Operator.Tests.Faults;

/// <summary>One way in which APIM fails a call.</summary>
/// <param name="Name">Short, for names of objects and tests.</param>
/// <param name="Fault">What it does, to whichever call.</param>
/// <param name="Words">How users are told; null when there is nothing to tell because the call had its effect.</param>
internal sealed record Failure(string Name, Fault Fault, string? Words)
{
    /// <summary>How often it fails before all is well.</summary>
    public int Times => Fault.Times ?? 1;

    /// <summary>How long the next attempt has to wait at least.</summary>
    public TimeSpan RetryAfter => Fault.Headers.TryGetValue("Retry-After", out var seconds)
        ? TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))
        : TimeSpan.Zero;

    /// <summary>All of them, as they strike this call.</summary>
    public static IReadOnlyList<Failure> Of(string call)
    {
        var deletes = call.EndsWith("delete", StringComparison.Ordinal);
        return
        [
            Status(400, "broken"),
            Status(401, "who are you"),
            Status(403, "not you"),
            deletes ? Status(404, "no such API") with { Words = null, Fault = new() { Apply = true, Status = 404 } } : Status(404, "no such environment"),
            Status(409, "not now"),
            Status(429, "slowly") with { Fault = new() { Status = 429, Body = """{"message":"slowly"}""", Headers = Wait(2) } },
            Status(500, "it hurts") with { Fault = new() { Status = 500, Body = """{"message":"it hurts"}""", Times = 2 } },
            new("technical", new() { Status = 500, Body = """{"message":"a plan is closed","technicalCode":"plan.closed"}""" }, "failed with status 500 (a plan is closed)"),
            Status(503, "maintenance") with { Fault = new() { Status = 503, Body = """{"message":"maintenance"}""", Headers = Wait(1) } },
            new("garbage", new() { Status = 200, Body = "<html>Please log in</html>" }, "not as APIM does"),
            new("truncated", new() { Apply = true, Status = 200, Body = """{"id":"some-id","state":"STARTED"}""", Truncate = 9 }, "unable to perform request"),
            new("reset", new() { Reset = true }, "unable to perform request"),
            new("lost", new() { Apply = true, Reset = true, Times = 2 }, "unable to perform request"),
            new("hang", new() { Delay = Timeout.InfiniteTimeSpan }, "no answer within 1 s"),
        ];
    }

    private static Failure Status(int status, string words) => new(
        status.ToString(System.Globalization.CultureInfo.InvariantCulture),
        new() { Status = status, Body = $$"""{"message":"{{words}}"}""" },
        $"failed with status {status} ({words})");

    private static Dictionary<string, string> Wait(int seconds) =>
        new() { ["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
