using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gko.Kubernetes.Certificates;

/// <summary>Lets Kestrel serve from a <see cref="CertificateStore"/>.</summary>
public static class CertificateListenOptions
{
    /// <summary>
    /// Serves TLS with whatever certificate the store has when a handshake begins, so that a new one needs no restart.
    /// HTTP/2 is negotiated as the endpoint's protocols allow. Without a certificate, handshakes fail.
    /// </summary>
    public static ListenOptions UseWebhookCertificates(this ListenOptions listen, CertificateStore certificates) =>
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificates.Current
                    ?? throw new AuthenticationException("There is no certificate to serve yet."),
            }),
        });
}
