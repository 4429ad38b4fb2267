using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The import of V4 APIs: read, validate, then write unless it is a dry run.</summary>
internal sealed class ApiV4Import(ManagementStore store, ApiV4Writer writer)
{
    public Reply Put(Call call)
    {
        if (!call.User.MayPublish)
        {
            return Replies.Forbidden(call);
        }

        var (spec, refusal) = AutomationBody.Read(call, ApiV4Shape.Root);
        if (spec is null)
        {
            return refusal!;
        }

        if ((Duplicate(spec, "plans") ?? Duplicate(spec, "pages")) is { } duplicate)
        {
            return call.Error(400, duplicate, "invalid");
        }

        var findings = new Findings();
        var request = new ApiV4Request(call, spec);
        if (Validate(call, request, findings) is { } thrown)
        {
            return call.Error(400, thrown, "invalid");
        }

        return call.Flag("dryRun") ? Reply.Ok(ApiV4State.OfDryRun(call, request, findings))
            : findings.Severe.Count > 0 ? Replies.Rejected(call, findings.Severe)
            : writer.Write(call, request, findings);
    }

    private static string? Duplicate(JsonObject spec, string list)
    {
        var hrids = spec.Objects(list).Select(item => item.Text("hrid")).ToList();
        return hrids.Distinct().Count() < hrids.Count ? $"Duplicate hrid found in {list}" : null;
    }

    /// <summary>In the order of APIM. What is returned ends even a dry run.</summary>
    private string? Validate(Call call, ApiV4Request request, Findings findings)
    {
        var (environment, spec) = (call.Environment, request.Spec);
        if (request.Type == "NATIVE")
        {
            KafkaHostRules.Check(environment, request.Id, spec, findings);
        }
        else
        {
            if (NeedsPath(spec))
            {
                request.Paths = PathRules.OfListeners(environment, request.Id, spec, findings);
            }

            if (FlowRules.Check(spec) is { } thrown)
            {
                return thrown;
            }
        }

        request.Categories = AccessRules.Categories(environment, spec, findings);
        request.Members = AccessRules.Members(environment, store, call.User, spec, findings);
        request.Groups = AccessRules.Groups(environment, spec, findings);
        request.Groups.AddRange(environment.Groups.Where(group => group.IsDefaultForApis).Except(request.Groups).ToList());
        AccessRules.Notification(spec["consoleNotification"] as JsonObject, request.Groups, group => group.Id, findings);
        PageRules.Check(spec.Objects("pages").Select(page => (page.Text("hrid") ?? "", page)), findings);
        new PlanRules(spec, request.Pages, store.DisabledSecurities).Check(request.Plans, findings);
        return null;
    }

    private bool NeedsPath(JsonObject spec)
    {
        var types = spec.Objects("listeners").Select(listener => listener.Text("type")).ToHashSet();
        return types.Contains("HTTP") || (types.Contains("TCP") && store.TcpNeedsPath) || types.Contains("KAFKA");
    }
}
