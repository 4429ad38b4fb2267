using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using V2 = Gko.Contracts.V2;
using V4 = Gko.Contracts.V4;

namespace Gko.Webhooks.Tests;

/// <summary>Does the same to APIs of both versions.</summary>
internal static class ApiChanges
{
    public static void Plans(ApiSpec spec, params (string Name, string? Security, string? Status)[] plans)
    {
        if (spec is ApiDefinitionSpec v2)
        {
            v2.Plans = [.. plans.Select(plan => new V2.Plan { Name = plan.Name, Security = plan.Security, Status = plan.Status })];
        }
        else if (spec is ApiV4DefinitionSpec v4)
        {
            v4.Plans = plans.ToDictionary(plan => plan.Name, plan => new V4.Plan
            {
                Name = plan.Name,
                Status = plan.Status,
                Security = plan.Security is null ? null : new V4.PlanSecurity { Type = plan.Security },
            });
        }
    }

    public static void Pages(ApiSpec spec, params (string Key, string Type, string? Parent)[] pages)
    {
        if (spec is ApiDefinitionSpec v2)
        {
            v2.Pages = pages.ToDictionary(page => page.Key, page => new V2.Page { Name = page.Key, Type = page.Type, Parent = page.Parent });
        }
        else if (spec is ApiV4DefinitionSpec v4)
        {
            v4.Pages = pages.ToDictionary(page => page.Key, page => new V4.Page { Name = page.Key, Type = page.Type, Parent = page.Parent });
        }
    }

    public static void Paths(ApiSpec spec, params (string? Host, string Path)[] paths)
    {
        if (spec is ApiDefinitionSpec v2)
        {
            v2.Proxy!.VirtualHosts = [.. paths.Select(path => new V2.VirtualHost { Host = path.Host, Path = path.Path })];
        }
        else if (spec is ApiV4DefinitionSpec v4)
        {
            var list = new JsonArray([.. paths.Select(path => new JsonObject { ["host"] = path.Host, ["path"] = path.Path })]);
            v4.Listeners = [JsonElement.Parse(new JsonObject { ["type"] = "HTTP", ["paths"] = list }.ToJsonString())];
        }
    }

    /// <summary>One group with these endpoints.</summary>
    public static void Targets(ApiSpec spec, params string[] targets)
    {
        if (spec is ApiDefinitionSpec v2)
        {
            v2.Proxy!.Groups = [new V2.EndpointGroup { Endpoints = [.. targets.Select(target => new V2.Endpoint { Target = target })] }];
        }
        else if (spec is ApiV4DefinitionSpec v4)
        {
            v4.EndpointGroups!.Single().Endpoints = [.. targets.Select(target => new V4.Endpoint
            {
                Type = "http-proxy", Configuration = JsonElement.Parse(new JsonObject { ["target"] = target }.ToJsonString()),
            })];
        }
    }
}
