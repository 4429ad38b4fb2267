using FluentValidation;

namespace Gko.Webhooks;

/// <summary>Finds backends that gateways cannot call.</summary>
internal sealed class EndpointChecks(AdmissionPolicy policy)
{
    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "ws", "wss", "grpc", "grpcs", "tcp", "tcps", "ssl", "tls", "kafka", "mqtt", "mqtts", "amqp", "amqps",
    };

    public void Check(IReadOnlyList<EndpointGroupFacts> groups, ValidationContext<ApiCandidate> context)
    {
        foreach (var group in groups)
        {
            if (group.IsEmpty)
            {
                context.Soft(policy, CheckIds.Endpoints, group.Field, "endpoint group has no endpoints: requests that reach it will fail; add one with a target");
            }

            foreach (var (target, field) in group.Targets.Where(endpoint => !IsAddress(endpoint.Target)))
            {
                context.Soft(policy, CheckIds.Endpoints, field, $"endpoint target [{target}] is not a URL: use an absolute address such as https://backend.example.com");
            }
        }
    }

    // A host is asked for too: "backend:8080" has the form of a URL with the scheme "backend", and "/path" that of a file.
    private static bool IsAddress(string? target) =>
        target?.Contains("{#", StringComparison.Ordinal) == true
        || (Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Host.Length > 0 && Schemes.Contains(url.Scheme));
}
