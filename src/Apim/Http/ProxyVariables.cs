namespace Gko.Apim.Http;

/// <summary>The usual variables of the environment that name a proxy; empty when unset.</summary>
public sealed record ProxyVariables
{
    /// <summary>The proxy for <c>http</c> URLs.</summary>
    public string HttpProxy { get; init; } = "";

    /// <summary>The proxy for <c>https</c> URLs.</summary>
    public string HttpsProxy { get; init; } = "";

    /// <summary>Hosts that are called directly, separated by commas; see <see cref="NoProxyList"/>.</summary>
    public string NoProxy { get; init; } = "";

    /// <summary>Reads the variables, in upper case or else in lower case.</summary>
    /// <param name="variable">Looks a variable up by name.</param>
    public static ProxyVariables FromEnvironment(Func<string, string?> variable)
    {
        string Text(string name) =>
            variable(name) is { Length: > 0 } value ? value : variable(name.ToLowerInvariant()) ?? "";

        var any = Text("ALL_PROXY");
        return new()
        {
            HttpProxy = Text("HTTP_PROXY") is { Length: > 0 } http ? http : any,
            HttpsProxy = Text("HTTPS_PROXY") is { Length: > 0 } https ? https : any,
            NoProxy = Text("NO_PROXY"),
        };
    }

    /// <summary>The settings without passwords.</summary>
    public override string ToString() =>
        $"HttpProxy={UrlPath.WithoutUserInfo(HttpProxy)}, HttpsProxy={UrlPath.WithoutUserInfo(HttpsProxy)}, NoProxy={NoProxy}";
}
