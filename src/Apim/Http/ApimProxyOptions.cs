namespace Gko.Apim.Http;

/// <summary>Whether and how requests to APIM pass a forward proxy.</summary>
public sealed record ApimProxyOptions
{
    /// <summary>False leaves the usual proxy variables of the environment in charge.</summary>
    public bool Enabled { get; init; }

    /// <summary>Uses the proxy variables of the environment, whatever <see cref="Url"/> says.</summary>
    public bool UseSystem { get; init; }

    /// <summary>An <c>http</c> or <c>socks5</c> URL.</summary>
    public string Url { get; init; } = "";

    /// <summary>Empty when the proxy asks for no login.</summary>
    public string Username { get; init; } = "";

    /// <summary>Never logged.</summary>
    public string Password { get; init; } = "";

    /// <summary>The proxies in charge when <see cref="Enabled"/> is false or <see cref="UseSystem"/> is true.</summary>
    public ProxyVariables Variables { get; init; } = new();

    /// <summary>The settings without passwords.</summary>
    public override string ToString() =>
        $"Enabled={Enabled}, UseSystem={UseSystem}, Url={UrlPath.WithoutUserInfo(Url)}, {Variables}";
}
