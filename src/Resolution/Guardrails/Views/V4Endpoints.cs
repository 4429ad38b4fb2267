using System.Text.Json;
using Gko.Contracts.V4;
using static Gko.Resolution.JsonReading;
using static Gko.Resolution.SpecLists;

namespace Gko.Resolution;

/// <summary>
/// Finds the addresses in the free-form configuration of v4 endpoints, where each plugin keeps them in its own place. One that
/// names none there is listed as open, whatever stands elsewhere: what is not understood is not passed over.
/// </summary>
internal static class V4Endpoints
{
    public static IEnumerable<EndpointView> Of(EndpointGroup group, string field)
    {
        var shared = Views(group.SharedConfiguration, group.Type, $"{field}.sharedConfiguration");
        var own = Each(group.Endpoints, (endpoint, index) => OfEndpoint(endpoint, group, $"{field}.endpoints[{index}]"));
        var found = Each(
            group.Services?.Discovery is { Enabled: true } discovery ? [discovery] : Array.Empty<Service>(),
            (service, _) => new EndpointView($"what {service.Type} finds", null, null, $"{field}.services.discovery") { IsOpen = true });
        return [.. shared, .. own.SelectMany(views => views), .. found];
    }

    private static IEnumerable<EndpointView> OfEndpoint(Endpoint endpoint, EndpointGroup group, string field)
    {
        var type = endpoint.Type ?? group.Type;
        var isInherited = endpoint.InheritConfiguration == true && type == group.Type && HasAddress(group.SharedConfiguration, type);
        var isKnown = type == "mock" || isInherited || HasAddress(endpoint.Configuration, type) || HasAddress(endpoint.SharedConfigurationOverride, type);
        return
        [
            .. Views(endpoint.Configuration, type, $"{field}.configuration"),
            .. Views(endpoint.SharedConfigurationOverride, type, $"{field}.sharedConfigurationOverride"),
            .. isKnown
                ? Array.Empty<EndpointView>()
                : [new($"the address of an endpoint of type {type}", null, null, $"{field}.configuration") { IsOpen = true }],
        ];
    }

    private static bool HasAddress(JsonElement? configuration, string? type) => type switch
    {
        "http-proxy" => Text(configuration, "target") is { Length: > 0 },
        "tcp-proxy" => Text(Member(configuration, "target"), "host") is { Length: > 0 },
        "kafka" or "native-kafka" => Brokers(configuration, "").Any(),
        "mqtt5" or "rabbitmq" => Text(configuration, "serverHost") is { Length: > 0 },
        "solace" => Text(configuration, "url") is { Length: > 0 },
        _ => false,
    };

    private static IEnumerable<EndpointView> Views(JsonElement? configuration, string? type, string field) =>
        Addresses(configuration, type, field).Concat(Proxies(configuration, $"{field}.proxy"));

    private static IEnumerable<EndpointView> Addresses(JsonElement? configuration, string? type, string field)
    {
        if (Text(configuration, "target") is { Length: > 0 } target)
        {
            yield return EndpointView.OfUrl(target, $"{field}.target");
        }
        else if (Member(configuration, "target") is { } socket && Text(socket, "host") is { Length: > 0 } host)
        {
            yield return EndpointView.OfHost(IsOn(socket, "secured") ? "tls" : "tcp", host, $"{field}.target.host");
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

    private static IEnumerable<EndpointView> Proxies(JsonElement? configuration, string field) =>
        Member(configuration, "proxy") is { } proxy && IsOn(proxy, "enabled")
            ? [EndpointView.OfProxy(IsOn(proxy, "useSystemProxy"), Text(proxy, "host"), field)]
            : [];

    // APIM takes the word for the value.
    private static bool IsOn(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.True } || string.Equals(Text(item, name), "true", StringComparison.OrdinalIgnoreCase);

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
