using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.Management;

/// <summary>Routes below <c>/_test</c>: what APIM has not, but tests and the curious need.</summary>
internal sealed class ControlPlane(ManagementStore store, RequestJournal journal, FaultPlan faults, DevManagementOptions options)
{
    public const string Prefix = "/_test/";

    public Reply Dispatch(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        try
        {
            var json = body.IsEmpty ? null : JsonNode.Parse(body.Span);
            return (request.Method, request.Path.Value![Prefix.Length..]) switch
            {
                ("POST", "reset") => Reset(),
                ("GET", "journal") => Reply.Ok(ControlViews.Journal(journal, Since(request))),
                ("DELETE", "journal") => Done(journal.Clear),
                ("GET", "faults") => Reply.Ok(JsonText.ToArray(faults.InForce.Select(JsonNode (fault) => FaultJson.Write(fault)))),
                ("POST", "faults") => Done(() => faults.Add(FaultJson.Read(json))),
                ("DELETE", "faults") => Done(faults.Clear),
                ("GET", "events") => Reply.Ok(Locked(() => ControlViews.Events(store, Since(request), request.Query["apiId"]))),
                ("GET", "state") => Reply.Ok(Locked(() => ControlViews.State(store))),
                ("GET", "apis") => Reply.Ok(Locked(() => ControlViews.Apis(store, request.Query["environment"]))),
                ("POST", "environments") => AddEnvironment(json),
                ("PUT", "settings") => Settings(json),
                ("POST", "subscriptions") => Subscribe(json.Text("apiId"), json.Text("planId")),
                _ => new(404, new JsonObject { ["message"] = "no such control" }),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return new(400, new JsonObject { ["message"] = e.Message });
        }
    }

    private static long Since(HttpRequest request) => long.TryParse(request.Query["since"], out var since) ? since : 0;

    private static Reply Done(Action action)
    {
        action();
        return Reply.NoContent;
    }

    private Reply Reset()
    {
        journal.Clear();
        faults.Clear();
        lock (store.Sync)
        {
            store.Reset();
        }

        return Reply.NoContent;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (store.Sync)
        {
            return read();
        }
    }

    private Reply AddEnvironment(JsonNode? json)
    {
        var seed = new EnvironmentSeed(
            json.Text("organization") ?? options.OrganizationId, json.Text("id") ?? throw new ArgumentException("id is required"));
        lock (store.Sync)
        {
            store.AddEnvironment(seed);
        }

        return Reply.NoContent;
    }

    private Reply Settings(JsonNode? json)
    {
        lock (store.Sync)
        {
            store.Maintenance = json.Flag("maintenance") ?? store.Maintenance;
            store.TcpNeedsPath = json.Flag("tcpNeedsPath") ?? store.TcpNeedsPath;
            store.ClientRegistration = json.Flag("clientRegistration") ?? store.ClientRegistration;
            store.MultiplePortals = json.Flag("multiplePortals") ?? store.MultiplePortals;
            if (json?["disabledSecurities"] is not null)
            {
                store.DisabledSecurities.Clear();
                store.DisabledSecurities.AddRange(json.Texts("disabledSecurities"));
            }

            if (json is JsonObject settings && settings.ContainsKey("domainRestrictions"))
            {
                foreach (var environment in store.Environments)
                {
                    environment.DomainRestrictions.Clear();
                    environment.DomainRestrictions.AddRange(json.Texts("domainRestrictions"));
                }
            }
        }

        return Reply.NoContent;
    }

    private Reply Subscribe(string? apiId, string? planId)
    {
        lock (store.Sync)
        {
            var api = store.FindApi(apiId ?? "");
            if (api is null || !api.Plans.Exists(plan => plan.Text("id") == planId))
            {
                return new(404, new JsonObject { ["message"] = "no such API or plan" });
            }

            api.SubscribedPlans.Add(planId!);
        }

        return Reply.NoContent;
    }
}
