using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Testing.Clusters;

/// <summary>
/// What service accounts have asked of an API server, by its own account. An entry is written when a request has been answered,
/// and for a watch when it begins.
/// </summary>
public sealed class AuditLog(string path)
{
    /// <summary>The policy for which this is the log.</summary>
    internal const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Metadata
          userGroups: [system:serviceaccounts]
        - level: None
        """;

    /// <summary>Where the log ends now, to be asked for what comes later.</summary>
    public long End => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The requests of a user since then, oldest first.</summary>
    /// <param name="user">Such as <c>system:serviceaccount:default:builder</c>.</param>
    /// <param name="since">An earlier <see cref="End"/>.</param>
    public IReadOnlyList<AuditedRequest> Of(string user, long since = 0)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(since, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();

        // What is being written has no end yet.
        return
        [
            .. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonObject>(line)!)
                .Where(entry => entry["user"]?["username"]?.ToString() == user)
                .Select(Read),
        ];
    }

    private static AuditedRequest Read(JsonObject entry)
    {
        var target = entry["objectRef"];
        return new AuditedRequest(
            entry["verb"]!.ToString(), Text("apiGroup"), Text("resource"), Text("subresource"), Text("namespace"), Text("name"),
            entry["responseStatus"]?["code"]?.GetValue<int>() ?? 0, entry["requestURI"]!.ToString());

        string Text(string field) => target?[field]?.ToString() ?? "";
    }
}
