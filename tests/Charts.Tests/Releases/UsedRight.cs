using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>The rights that a request to the API server takes, as <c>verb resource.group[/name]</c>.</summary>
internal static class UsedRight
{
    /// <summary>With and without the name, because roles may name objects or not.</summary>
    public static IEnumerable<string> Of(AuditedRequest request)
    {
        if (request.Resource.Length == 0)
        {
            return [];
        }

        // What is applied and was not there is created, which takes that right as well.
        string[] verbs = request is { Verb: "patch", Code: 201 } ? ["patch", "create"] : [request.Verb];
        return verbs.SelectMany(verb => request.Name.Length == 0
            ? new[] { $"{verb} {request.Target}" }
            : [$"{verb} {request.Target}", $"{verb} {request.Target}/{request.Name}"]);
    }
}
