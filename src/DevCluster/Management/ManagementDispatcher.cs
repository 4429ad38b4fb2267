using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Security;
using Gko.DevCluster.Management.Storage;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.Management;

/// <summary>Takes a request through what APIM checks before any resource: place, login, maintenance, route.</summary>
internal sealed class ManagementDispatcher
{
    private readonly ManagementStore _store;
    private readonly Authenticator _authenticator;
    private readonly RouteTable _v1Environment = new();
    private readonly RouteTable _v1Organization = new();
    private readonly RouteTable _v2Environment = new();
    private readonly RouteTable _v2Organization = new();

    public ManagementDispatcher(DevManagementOptions options, ManagementStore store, TimeProvider time)
    {
        _store = store;
        _authenticator = new(options, store, time);
        var settings = new SettingRoutes(store, options);
        new ApiRoutes(store, new(store)).MapTo(_v1Environment);
        settings.MapToEnvironment(_v1Environment);
        settings.MapToOrganization(_v1Organization);
        SettingRoutes.MapToV2Environment(_v2Environment);
        settings.MapToV2Organization(_v2Organization);
    }

    public Reply Dispatch(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        if (Address.Parse(request.Path.Value ?? "/") is not { } address)
        {
            return new(404);
        }

        lock (_store.Sync)
        {
            return Dispatch(request, body, address);
        }
    }

    private Reply Dispatch(HttpRequest request, ReadOnlyMemory<byte> body, Address address)
    {
        // APIM looks at the place first: a wrong one is a 400 even without a login.
        var environment = address.Environment is null ? null : _store.FindEnvironment(Uri.UnescapeDataString(address.Environment));
        if ((address.Organization is { } organization && !_store.IsOrganization(Uri.UnescapeDataString(organization)))
            || (address.Environment is not null && environment is null))
        {
            return new(400, new JsonObject
            {
                ["httpStatus"] = 400,
                ["message"] = "Invalid organization or environment",
            });
        }

        var (principal, refusal) = _authenticator.Authenticate(request.Headers.Authorization);
        if (principal is null)
        {
            return refusal!;
        }

        var call = new Call(request.Method, address, request.Query, body, environment, principal);
        return _store.Maintenance ? call.Error(503, "The API is in maintenance mode", "maintenance.mode")
            : !body.IsEmpty && !IsJson(request) ? call.Error(415, "HTTP 415 Unsupported Media Type")
            : Route(call, address);
    }

    private Reply Route(Call call, Address address)
    {
        try
        {
            return (address.IsV2, address.Environment is not null) switch
            {
                (true, true) => _v2Environment.Dispatch(call),
                (true, false) => _v2Organization.Dispatch(call),
                (false, true) => _v1Environment.Dispatch(call),
                _ => _v1Organization.Dispatch(call),
            };
        }
        catch (JsonException e)
        {
            return call.Error(400, e.Message);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false;
}
