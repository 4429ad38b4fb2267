using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Who sends a request.</summary>
internal sealed record ApiUser(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    public const string Masters = "system:masters";
    public const string AuthenticatedGroup = "system:authenticated";

    public static readonly ApiUser Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The server's own controllers; allowed everything.</summary>
    public static readonly ApiUser System = new("system:apiserver", [Masters, AuthenticatedGroup]);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public static ApiUser Authenticated(string name, IEnumerable<string> groups, string uid = "") =>
        new(name, [.. groups, AuthenticatedGroup], uid);

    public static ApiUser ServiceAccount(string ns, string name, string uid) =>
        Authenticated($"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}"], uid);

    /// <summary>The <c>userInfo</c> of reviews.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["username"] = Name };
        if (Uid.Length > 0)
        {
            json["uid"] = Uid;
        }

        json["groups"] = Groups.ToJsonArray();
        if (Extra.Count > 0)
        {
            json["extra"] = new JsonObject(Extra.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToJsonArray())));
        }

        return json;
    }
}
