using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Security;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>Categories, members, groups and notifications; what is unknown is dropped with a warning.</summary>
internal static class AccessRules
{
    private const string PrimaryOwner = "PRIMARY_OWNER";
    private const string DefaultRole = "USER";
    private static readonly string[] Roles = [PrimaryOwner, "OWNER", "REVIEWER", DefaultRole];

    public static List<string> Categories(DevEnvironment environment, JsonObject body, Findings findings)
    {
        var known = new List<string>();
        foreach (var wanted in body.Texts("categories"))
        {
            var category = environment.Categories.Find(item => item.Id == wanted)
                ?? environment.Categories.Find(item => item.Key == wanted);
            if (category is null)
            {
                findings.Warnings.Add($"category [{wanted}] is not defined in environment [{environment.Id}]");
            }
            else
            {
                known.Add(category.Id);
            }
        }

        return known;
    }

    public static List<StoredMember> Members(
        DevEnvironment environment, IReadOnlyList<DevUser> users, Principal caller, JsonObject body, Findings findings)
    {
        var known = new List<StoredMember>();
        foreach (var wanted in body.Objects("members"))
        {
            var (source, sourceId, role) = (wanted.Text("source"), wanted.Text("sourceId"), wanted.Text("role") ?? DefaultRole);
            var user = users.FirstOrDefault(item => item.Source == source && item.SourceId == sourceId);
            if (user is null)
            {
                findings.Warnings.Add(
                    $"member [{sourceId}] of source [{source}] could not be found in organization [{environment.OrganizationId}]");
                continue;
            }

            if (!Roles.Contains(role))
            {
                findings.Warnings.Add($"member role [{role}] doesn't exist");
                role = DefaultRole;
            }

            if (role == PrimaryOwner)
            {
                findings.Severe.Add("setting a member with the primary owner role is not allowed");
            }

            if (user.Id == caller.User.Id)
            {
                findings.Severe.Add($"can not change the role of primary owner [{sourceId}]");
            }

            known.Add(new(user.Id, role));
        }

        return known;
    }

    public static List<string> Groups(DevEnvironment environment, JsonObject body, Findings findings)
    {
        var known = new List<string>();
        foreach (var wanted in body.Texts("groups"))
        {
            var group = environment.Groups.Find(item => item.Id == wanted)
                ?? environment.Groups.Find(item => item.Hrid == wanted)
                ?? environment.Groups.Find(item => item.Name == wanted);
            if (group is null)
            {
                findings.Warnings.Add($"Group [{wanted}] could not be found in environment [{environment.Id}]");
            }
            else
            {
                known.Add(group.Name);
            }
        }

        return known;
    }

    public static void Notification(JsonObject body, List<string> groups, Findings findings)
    {
        if (body["consoleNotificationConfiguration"] is not JsonObject notification)
        {
            return;
        }

        if (!string.Equals(notification.Text("config_type") ?? "PORTAL", "PORTAL", StringComparison.OrdinalIgnoreCase))
        {
            findings.Severe.Add("The reference type of console notification should be 'PORTAL'");
        }

        var wanted = notification.Texts("groups").ToList();
        if (wanted.Except(groups).Any())
        {
            findings.Severe.Add(
                $"Console notification configuration contains the following groups [{string.Join(", ", wanted)}] "
                + $"where only those are allowed [{string.Join(", ", groups)}]");
        }
    }
}
