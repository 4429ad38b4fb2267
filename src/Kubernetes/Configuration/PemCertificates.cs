using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Kubernetes.Configuration;

/// <summary>Reads certificates and keys (RSA or elliptic curve) from PEM.</summary>
internal static class PemCertificates
{
    /// <exception cref="CryptographicException">There is none.</exception>
    public static X509Certificate2Collection Roots(string pem)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return roots.Count > 0 ? roots : throw new CryptographicException("it holds no PEM certificate");
    }

    /// <summary>The first certificate with its key; further certificates are sent along as intermediates.</summary>
    /// <exception cref="CryptographicException">One of the texts is not PEM, or the key is not the certificate's.</exception>
    public static SslStreamCertificateContext WithKey(string certificatePem, string keyPem)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (ArgumentException error)
        {
            throw new CryptographicException(error.Message, error);
        }

        var chain = Roots(certificatePem);
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
