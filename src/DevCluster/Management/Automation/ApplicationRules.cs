using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Security;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The validators of applications.</summary>
internal sealed class ApplicationRules(DevEnvironment environment, ManagementStore store, Principal caller)
{
    /// <summary>The request without what is unknown, and what was found.</summary>
    public (JsonObject Sanitized, Findings Findings) Check(JsonObject spec, string id)
    {
        var findings = new Findings();
        var sanitized = spec.DeepClone().AsObject();
        sanitized["groups"] = JsonText.ToArray(AccessRules.Groups(environment, spec, findings).Select(group => group.Hrid ?? group.Id));
        sanitized["members"] = JsonText.ToArray(
            AccessRules.Members(environment, store, caller, spec, findings, AccessRules.ApplicationRoles).Select(JsonNode (member) => Shown(member)));
        if (spec["settings"] is JsonObject settings)
        {
            CheckSettings(settings, id, findings);
        }

        return (sanitized, findings.Sorted());
    }

    private void CheckSettings(JsonObject settings, string id, Findings findings)
    {
        if (settings["app"] is JsonObject simple)
        {
            CheckClientId(simple.Text("clientId"), id, findings);
        }
        else if (settings["oauth"] is JsonObject oauth)
        {
            if (!store.ClientRegistration)
            {
                findings.Severe.Add($"configuring OAuth requires client registration to be enabled on environment [{environment.Id}]");
            }

            OAuthRules.Check(oauth, findings);
        }

        if (settings["tls"] is JsonObject tls)
        {
            CertificateRules.Check(tls, findings);
        }
    }

    private void CheckClientId(string? clientId, string id, Findings findings)
    {
        var other = string.IsNullOrEmpty(clientId)
            ? null
            : environment.Applications.Find(app => app.Id != id && !app.IsArchived() && app.Spec["settings"]?["app"].Text("clientId") == clientId);
        if (other is not null)
        {
            findings.Severe.Add(
                $"client id [{clientId}] is already defined for application [{other.Spec.Text("name")}] with id [{other.Id}] on environment [{environment.Id}]");
        }
    }

    private JsonObject Shown(StoredMember member)
    {
        var user = store.Users.First(user => user.Id == member.UserId);
        return new() { ["source"] = user.Source, ["sourceId"] = user.SourceId, ["role"] = member.Role };
    }
}
