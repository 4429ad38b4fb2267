using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Security;
using Gko.DevCluster.Management.Storage;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.Management.Http;

/// <summary>An authenticated request to a known place.</summary>
internal sealed class Call(
    string method, Address address, IQueryCollection query, ReadOnlyMemory<byte> body, DevEnvironment? environment, Principal user)
{
    private IReadOnlyDictionary<string, string> _route = new Dictionary<string, string>();

    public string Method => method;

    public Address Address => address;

    public ReadOnlyMemory<byte> Body => body;

    public Principal User => user;

    /// <exception cref="InvalidOperationException">The route is not one of an environment.</exception>
    public DevEnvironment Environment => environment ?? throw new InvalidOperationException("The call addresses no environment.");

    public Call WithRoute(IReadOnlyDictionary<string, string> route)
    {
        _route = route;
        return this;
    }

    /// <summary>The id in the path.</summary>
    public string Id => _route["id"];

    /// <summary>The id of what belongs to the first.</summary>
    public string ChildId => _route["child"];

    public string? Query(string name) => query[name].FirstOrDefault();

    /// <summary>Values given by repeating the parameter or with commas.</summary>
    public IReadOnlyList<string> QueryList(string name) =>
        [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public int Number(string name, int fallback) => int.TryParse(Query(name), out var number) && number > 0 ? number : fallback;

    public bool Flag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>An error body in the words of the API that was called; automation leaves parameters out.</summary>
    public Reply Error(int status, string message, string? code = null, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var body = new JsonObject { ["message"] = message, [address.Surface == Surface.V1 ? "http_status" : "httpStatus"] = status };
        if (parameters.Length > 0 && address.Surface != Surface.Automation)
        {
            var values = new JsonObject();
            foreach (var (name, value) in parameters)
            {
                values[name] = value;
            }

            body["parameters"] = values;
        }

        if (code is not null)
        {
            body["technicalCode"] = code;
        }

        return new(status, body);
    }
}
