using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>An HTTP or SOCKS proxy between gateway and backend.</summary>
public sealed class HttpProxy
{
    [Description("Whether the proxy is used.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [Description("Whether the proxy of the gateway's own configuration is used; the rest is then ignored.")]
    [Default(false)]
    public bool? UseSystemProxy { get; set; }

    [Description("Protocol of the proxy: HTTP, SOCKS4 or SOCKS5.")]
    public string? Type { get; set; }

    [Description("Host name of the proxy.")]
    public string? Host { get; set; }

    [Description("Port of the proxy.")]
    public int? Port { get; set; }

    [Description("User for the proxy, if it asks for one.")]
    public string? Username { get; set; }

    [Description("Password for the proxy, if it asks for one.")]
    public string? Password { get; set; }
}
