using System.Text.Json;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Lists the addresses of APIs in the order in which their specs name them.</summary>
public static class ApiAddresses
{
    /// <summary>Those of a v2 API.</summary>
    public static IReadOnlyList<ApiAddress> Of(ApiDefinitionSpec? spec) =>
        [.. (spec?.Proxy?.VirtualHosts ?? []).Select((host, index) => Http(host?.Host, host?.Path, $"spec.proxy.virtual_hosts[{index}].path"))];

    /// <summary>
    /// Those of a v4 API: paths of HTTP listeners, hosts of TCP and KAFKA ones. Listeners are free-form; what does not have the
    /// expected form has no address.
    /// </summary>
    public static IReadOnlyList<ApiAddress> Of(ApiV4DefinitionSpec? spec) =>
        [.. (spec?.Listeners ?? []).SelectMany((listener, index) => OfListener(listener, $"spec.listeners[{index}]"))];

    /// <summary>The values under which indexes find the addresses, each once.</summary>
    public static IEnumerable<string> IndexValues(IEnumerable<ApiAddress> addresses) =>
        addresses.Select(address => address.IndexValue).Distinct(StringComparer.Ordinal);

    /// <summary>The values under which indexes find the addresses whatever the case of their hosts, each once.</summary>
    public static IEnumerable<string> FoldedValues(IEnumerable<ApiAddress> addresses) =>
        addresses.Select(address => address.FoldedValue).OfType<string>().Distinct(StringComparer.Ordinal);

    private static IEnumerable<ApiAddress> OfListener(JsonElement listener, string field) => Text(listener, "type")?.ToUpperInvariant() switch
    {
        "HTTP" => Items(listener, "paths").Select((path, index) => Http(Text(path, "host"), Text(path, "path"), $"{field}.paths[{index}].path")),
        "TCP" => Items(listener, "hosts").Select((host, index) => new ApiAddress(
            AddressKind.Tcp, ContextPath.Of(null, Text(host)), $"{field}.hosts[{index}]") { Written = Text(host) ?? "" }),
        "KAFKA" when Text(listener, "host") is { Length: > 0 } host => [new ApiAddress(AddressKind.Kafka, host, $"{field}.host")],
        _ => [],
    };

    private static ApiAddress Http(string? host, string? path, string field) =>
        new(AddressKind.Http, ContextPath.Of(host, path), field, path?.StartsWith('/') == true) { Written = ContextPath.Join(host, path) };

    private static IEnumerable<JsonElement> Items(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
