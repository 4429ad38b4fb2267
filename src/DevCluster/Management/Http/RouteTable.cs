namespace Gko.DevCluster.Management.Http;

/// <summary>Finds the handler of a request below an organization or environment. Earlier routes win.</summary>
internal sealed class RouteTable
{
    private readonly List<(string Method, string[] Pattern, Func<Call, Reply> Handler)> _routes = [];

    /// <param name="method">HTTP verb.</param>
    /// <param name="pattern">Segments; <c>{id}</c> and <c>{child}</c> stand for any one.</param>
    /// <param name="handler">Runs under the store's lock.</param>
    public RouteTable Map(string method, string pattern, Func<Call, Reply> handler)
    {
        _routes.Add((method, pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), handler));
        return this;
    }

    public Reply Dispatch(Call call)
    {
        var known = false;
        foreach (var (method, pattern, handler) in _routes)
        {
            if (!Matches(pattern, call.Address.Rest, out var values))
            {
                continue;
            }

            if (method == call.Method)
            {
                return handler(call.WithRoute(values));
            }

            known = true;
        }

        return known ? call.Error(405, "HTTP 405 Method Not Allowed") : Replies.NoRoute(call);
    }

    private static bool Matches(string[] pattern, IReadOnlyList<string> path, out Dictionary<string, string> values)
    {
        values = [];
        if (pattern.Length != path.Count)
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is "{id}" or "{child}")
            {
                values[pattern[i].Trim('{', '}')] = Uri.UnescapeDataString(path[i]);
            }
            else if (pattern[i] != path[i])
            {
                return false;
            }
        }

        return true;
    }
}
