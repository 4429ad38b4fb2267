using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation;
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
    private readonly RouteTable _automation = new();
    private readonly string _organization;

    public ManagementDispatcher(DevManagementOptions options, ManagementStore store, TimeProvider time)
    {
        _store = store;
        _organization = options.OrganizationId;
        _authenticator = new(options, store, time);
        var settings = new SettingRoutes(store, options);
        var lifecycle = new ApiLifecycle(store);
        new ApiRoutes(store, lifecycle).MapTo(_v1Environment);
        new ApiV2Routes(store, lifecycle).MapTo(_v2Environment);
        PolicyGroupV2Routes.MapTo(_v2Environment);
        new ApiV4Routes(store, lifecycle).MapTo(_automation);
        new GroupRoutes(store).MapTo(_automation);
        new PolicyGroupRoutes(store).MapTo(_automation);
        new ApplicationRoutes(store).MapTo(_automation);
        new DictionaryRoutes(store).MapTo(_automation);
        new PortalRoutes(store).MapTo(_automation);
        foreach (var kind in PortalItemKinds.All)
        {
            new PortalItemRoutes(store, kind).MapTo(_automation);
        }

        settings.MapToEnvironment(_v1Environment);
        settings.MapToOrganization(_v1Organization);
        SettingRoutes.MapToV2Environment(_v2Environment);
        settings.MapToV2Organization(_v2Organization);
        PluginRoutes.MapTo(_v2Organization);
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
        var organization = address.Organization ?? _organization;
        var environment = address.Environment is null ? null : _store.FindEnvironment(organization, address.Environment);
        if (!_store.IsOrganization(organization) || (address.Environment is not null && environment is null))
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
        var isAutomation = address.Surface == Surface.Automation;
        return !principal.User.BelongsTo(organization) ? call.Error(403, "User is not allowed to access this organization")
            : _store.Maintenance && !isAutomation ? call.Error(503, "The API is in maintenance mode", "maintenance.mode")
            : body.IsEmpty || IsJson(request) ? Route(call, address)
            : isAutomation ? new(415) : call.Error(415, "HTTP 415 Unsupported Media Type");
    }

    private Reply Route(Call call, Address address)
    {
        try
        {
            return (address.Surface, address.Environment is not null) switch
            {
                (Surface.Automation, true) => _automation.Dispatch(call),
                (Surface.Automation, false) => Replies.NoRoute(call),
                (Surface.V2, true) => _v2Environment.Dispatch(call),
                (Surface.V2, false) => _v2Organization.Dispatch(call),
                (_, true) => _v1Environment.Dispatch(call),
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
