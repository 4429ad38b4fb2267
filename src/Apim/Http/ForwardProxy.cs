using System.Net;

namespace Gko.Apim.Http;

/// <summary>Chooses the proxy for a URL, and logs in at it.</summary>
internal sealed class ForwardProxy : IWebProxy, ICredentials
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxyList? _direct;
    private readonly NetworkCredential? _login;

    private ForwardProxy(Uri? http, Uri? https, NoProxyList? direct, NetworkCredential? login) =>
        (_http, _https, _direct, _login) = (http, https, direct, login);

    /// <summary>The login, which stands in the proxy's URL or beside it.</summary>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("The login belongs to the settings.");
    }

    /// <summary>A proxy of the settings is for every host; those of the environment are not for the hosts of <c>NO_PROXY</c>.</summary>
    /// <exception cref="HttpRequestException">The settings name no usable proxy.</exception>
    public static ForwardProxy Create(ApimProxyOptions options)
    {
        if (!options.Enabled || options.UseSystem)
        {
            var variables = options.Variables;
            return new(Variable(variables.HttpProxy), Variable(variables.HttpsProxy), new(variables.NoProxy), null);
        }

        var url = Parse(options.Url);
        var login = options.Username.Length == 0 ? null : new NetworkCredential(options.Username, options.Password);
        return new(url, url, null, login);
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null || _direct?.Contains(host) == true;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        var proxy = uri.Authority == _https?.Authority ? _https : _http;
        return _login ?? (proxy is { UserInfo.Length: > 0 } ? Login(proxy.UserInfo) : null);
    }

    private static NetworkCredential Login(string userInfo)
    {
        var parts = userInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length < 2 ? "" : Uri.UnescapeDataString(parts[1]));
    }

    // The variables may leave the scheme out; the settings may not, as with upstream.
    private static Uri? Variable(string url) =>
        string.IsNullOrWhiteSpace(url) ? null : Parse(url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url.Trim());

    private static Uri Parse(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) && Schemes.Contains(parsed.Scheme)
            ? parsed
            : throw new HttpRequestException($"proxy URL [{UrlPath.WithoutUserInfo(url)}] is invalid");
}
