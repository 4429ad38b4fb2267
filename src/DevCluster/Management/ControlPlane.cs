using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.Management;

/// <summary>Routes below <c>/_test</c>: what APIM has not, but tests and the curious need.</summary>
internal sealed class ControlPlane(ManagementStore store, RequestJournal journal, FaultPlan faults)
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
                ("GET", "journal") => Reply.Ok(Journal(Since(request))),
                ("DELETE", "journal") => Done(journal.Clear),
                ("GET", "faults") => Reply.Ok(JsonText.ToArray(faults.InForce.Select(JsonNode (fault) => FaultJson.Write(fault)))),
                ("POST", "faults") => Done(() => faults.Add(FaultJson.Read(json))),
                ("DELETE", "faults") => Done(faults.Clear),
                ("GET", "events") => Reply.Ok(Events(Since(request), request.Query["apiId"])),
                ("GET", "state") => Reply.Ok(State()),
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

    private JsonArray Journal(long since) => JsonText.ToArray(journal.Since(since).Select(JsonNode (entry) => new JsonObject
    {
        ["sequence"] = entry.Sequence,
        ["at"] = entry.At,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["query"] = entry.Query,
        ["headers"] = new JsonObject(entry.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["body"] = Encoding.UTF8.GetString(entry.Body.Span),
        ["connection"] = entry.ConnectionId,
        ["status"] = entry.Status,
    }));

    private JsonArray Events(long since, string? apiId)
    {
        lock (store.Sync)
        {
            var events = store.Events.Where(e => e.Sequence > since && (apiId is null || e.ApiId == apiId));
            return JsonText.ToArray(events.Select(JsonNode (e) => new JsonObject
            {
                ["seq"] = e.Sequence,
                ["type"] = e.Type,
                ["apiId"] = e.ApiId,
                ["deployNo"] = e.DeploymentNumber,
                ["label"] = e.Label,
                ["at"] = e.At,
                ["payload"] = JsonNode.Parse(e.Payload.Span),
            }.WithoutNulls()));
        }
    }

    private JsonObject State()
    {
        lock (store.Sync)
        {
            var environments = store.Environments.Select(JsonNode (environment) => new JsonObject
            {
                ["id"] = environment.Id,
                ["apis"] = JsonText.ToArray(environment.Apis.Select(JsonNode (api) => new JsonObject
                {
                    ["id"] = api.Id,
                    ["crossId"] = api.CrossId,
                    ["name"] = api.Definition.Text("name"),
                    ["state"] = api.State,
                    ["deployNo"] = api.DeploymentNumber,
                    ["plans"] = JsonText.ToArray(api.Plans.Select(plan => plan.Text("name") ?? "")),
                    ["pages"] = JsonText.ToArray(api.Pages.Select(page => page.Text("name") ?? "")),
                })),
                ["groups"] = JsonText.ToArray(environment.Groups.Select(group => group.Name)),
                ["categories"] = JsonText.ToArray(environment.Categories.Select(category => category.Key)),
            });
            return new() { ["environments"] = JsonText.ToArray(environments), ["maintenance"] = store.Maintenance };
        }
    }

    private Reply Settings(JsonNode? json)
    {
        lock (store.Sync)
        {
            store.Maintenance = json.Flag("maintenance") ?? store.Maintenance;
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
            var api = store.Environments.Select(environment => environment.Find(apiId ?? "")).FirstOrDefault(api => api is not null);
            if (api is null || !api.Plans.Exists(plan => plan.Text("id") == planId))
            {
                return new(404, new JsonObject { ["message"] = "no such API or plan" });
            }

            api.SubscribedPlans.Add(planId!);
        }

        return Reply.NoContent;
    }
}
