using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Security;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>Categories, members, groups and notifications; what is unknown is dropped with a warning.</summary>
internal static class AccessRules
{
    public const string PrimaryOwner = "PRIMARY_OWNER";
    public const string PrimaryOwnerRefused = "setting a member with the primary owner role is not allowed";
    private const string DefaultRole = "USER";
    private const string Portal = "PORTAL";
    private static readonly string[] ApiRoles = [PrimaryOwner, "OWNER", "REVIEWER", DefaultRole];

    /// <summary>Roles on applications.</summary>
    public static IReadOnlyList<string> ApplicationRoles { get; } = [PrimaryOwner, "OWNER", DefaultRole];

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
        DevEnvironment environment, ManagementStore store, Principal caller, JsonObject body, Findings findings,
        IReadOnlyList<string>? roles = null)
    {
        var known = new List<StoredMember>();
        foreach (var wanted in body.Objects("members"))
        {
            var (source, sourceId, role) = (wanted.Text("source"), wanted.Text("sourceId"), wanted.Text("role") ?? DefaultRole);
            var user = store.FindUser(environment.OrganizationId, source, sourceId);
            if (user is null)
            {
                findings.Warnings.Add(UnknownMember(environment, source, sourceId));
                continue;
            }

            if (!(roles ?? ApiRoles).Contains(role))
            {
                findings.Warnings.Add($"member role [{role}] doesn't exist");
                role = DefaultRole;
            }

            if (role == PrimaryOwner)
            {
                findings.Severe.Add(PrimaryOwnerRefused);
            }

            if (user.Id == caller.User.Id)
            {
                findings.Severe.Add($"can not change the role of primary owner [{sourceId}]");
            }

            known.Add(new(user.Id, role));
        }

        return known;
    }

    public static string UnknownMember(DevEnvironment environment, string? source, string? sourceId) =>
        $"member [{sourceId}] of source [{source}] could not be found in organization [{environment.OrganizationId}]";

    /// <summary>Groups by id, human-readable id or name.</summary>
    public static List<DevGroup> Groups(DevEnvironment environment, JsonObject body, Findings findings)
    {
        var known = new List<DevGroup>();
        foreach (var wanted in body.Texts("groups"))
        {
            var group = environment.Groups.Find(item => item.Id == wanted)
                ?? environment.Groups.Find(item => item.Hrid == wanted)
                ?? environment.Groups.Find(item => item.Name == wanted);
            if (group is null)
            {
                findings.Warnings.Add($"Group [{wanted}] could not be found in environment [{environment.Id}]");
            }
            else if (group.Members.Any(member => member.Roles.GetValueOrDefault("API") == PrimaryOwner))
            {
                findings.Warnings.Add(
                    $"Group [{wanted}] will be discarded because it contains an API Primary Owner member, which is not supported by the API.");
            }
            else if (!known.Contains(group))
            {
                known.Add(group);
            }
        }

        return known;
    }

    /// <param name="notification">Null when there is none.</param>
    /// <param name="groups">The API's groups.</param>
    /// <param name="shown">How a group is called in messages.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Notification(JsonObject? notification, List<DevGroup> groups, Func<DevGroup, string> shown, Findings findings)
    {
        if (!string.Equals(notification.Text("config_type") ?? Portal, Portal, StringComparison.OrdinalIgnoreCase))
        {
            findings.Severe.Add("The reference type of console notification should be 'PORTAL'");
        }

        var wanted = notification.Texts("groups").ToList();
        if (wanted.Exists(name => !groups.Exists(group => group.Id == name || group.Hrid == name || group.Name == name)))
        {
            findings.Severe.Add(
                $"Console notification configuration contains the following groups [{string.Join(", ", wanted)}] "
                + $"where only those are allowed [{string.Join(", ", groups.Select(shown))}]");
        }
    }
}
