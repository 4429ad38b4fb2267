using System.Text.Json;
using Gko.Contracts.V4;
using static Gko.Resolution.JsonReading;
using static Gko.Resolution.SpecLists;

namespace Gko.Resolution;

/// <summary>
/// Finds the addresses in the free-form configuration of v4 endpoints, where each plugin keeps them in its own place. One that
/// names none is listed as open: what is not understood is not passed over.
/// </summary>
internal static class V4Endpoints
{
    public static IEnumerable<EndpointView> Of(EndpointGroup group, string field)
    {
        var shared = Addresses(group.SharedConfiguration, group.Type, $"{field}.sharedConfiguration").ToList();
        var own = Each(group.Endpoints, (endpoint, index) => OfEndpoint(endpoint, group, shared.Count > 0, $"{field}.endpoints[{index}]"));
        var found = Each(
            group.Services?.Discovery is { Enabled: true } discovery ? [discovery] : Array.Empty<Service>(),
            (service, _) => new EndpointView($"what {service.Type} finds", null, null, $"{field}.services.discovery") { IsOpen = true });
        return [.. shared, .. own.SelectMany(views => views), .. found];
    }

    private static IReadOnlyList<EndpointView> OfEndpoint(Endpoint endpoint, EndpointGroup group, bool hasShared, string field)
    {
        var type = endpoint.Type ?? group.Type;
        List<EndpointView> views =
        [
            .. Addresses(endpoint.Configuration, type, $"{field}.configuration"),
            .. Addresses(endpoint.SharedConfigurationOverride, type, $"{field}.sharedConfigurationOverride"),
        ];
        if (views.Count == 0 && !hasShared && type != "mock")
        {
            views.Add(new($"the address of an endpoint of type {type}", null, null, $"{field}.configuration") { IsOpen = true });
        }

        return views;
    }

    private static IEnumerable<EndpointView> Addresses(JsonElement? configuration, string? type, string field)
    {
        if (Text(configuration, "target") is { Length: > 0 } target)
        {
            yield return EndpointView.OfUrl(target, $"{field}.target");
        }
        else if (Member(configuration, "target") is { } socket && Text(socket, "host") is { Length: > 0 } host)
        {
            var isSecured = Member(socket, "secured") is { ValueKind: JsonValueKind.True };
            yield return EndpointView.OfHost(isSecured ? "tls" : "tcp", host, $"{field}.target.host");
        }

        foreach (var (broker, where) in Brokers(configuration, $"{field}.bootstrapServers"))
        {
            yield return EndpointView.OfHost("kafka", broker, where);
        }

        if (Text(configuration, "serverHost") is { Length: > 0 } server)
        {
            yield return EndpointView.OfHost(SchemeOf(type), server, $"{field}.serverHost");
        }

        if (Text(configuration, "url") is { Length: > 0 } url)
        {
            yield return EndpointView.OfUrl(url, $"{field}.url");
        }
    }

    private static IEnumerable<(string Text, string Field)> Brokers(JsonElement? configuration, string field) =>
        Text(configuration, "bootstrapServers") is { } line
            ? line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(broker => (broker, field))
            : Items(configuration, "bootstrapServers").Select((broker, index) => (Text: Text(broker) ?? "", $"{field}[{index}]"))
                .Where(broker => broker.Text.Length > 0);

    private static string SchemeOf(string? type) => type switch
    {
        null => "tcp",
        _ when type.StartsWith("mqtt", StringComparison.Ordinal) => "mqtt",
        "rabbitmq" => "amqp",
        _ => type,
    };
}
