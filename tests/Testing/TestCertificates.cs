using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Testing;

/// <summary>A private authority and what it signs.</summary>
/// <param name="name">The authority's common name.</param>
public sealed class TestCertificates(string name = "private authority") : IDisposable
{
    private readonly X509Certificate2 _authority = CreateAuthority(name);

    /// <summary>The authority's certificate.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>The authority, to be trusted.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_authority.RawData)];

    /// <summary>A server certificate with its key, valid for that one host name or address.</summary>
    public X509Certificate2 ForHost(string host) => ForHosts(end: null, host);

    /// <summary>A server certificate with its key, valid for these host names and addresses.</summary>
    /// <param name="end">When it expires; tomorrow when null.</param>
    /// <param name="hosts">Names and addresses.</param>
    public X509Certificate2 ForHosts(DateTimeOffset? end, params string[] hosts)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = Sign(request, end);
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A client certificate and its key as PEM; the key is an elliptic-curve one in its older form, or an RSA one.</summary>
    public (string Certificate, string Key) ForClient(string name, bool rsa = false)
    {
        if (rsa)
        {
            using var rsaKey = RSA.Create(2048);
            using var rsaSigned = Sign(new CertificateRequest($"CN={name}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            return (rsaSigned.ExportCertificatePem(), rsaKey.ExportRSAPrivateKeyPem());
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Sign(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));
        return (signed.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset? end = null) => request.Create(
        _authority.SubjectName,
        X509SignatureGenerator.CreateForECDsa(_authority.GetECDsaPrivateKey()!),
        DateTimeOffset.UtcNow.AddDays(-1),
        end ?? DateTimeOffset.UtcNow.AddDays(1),
        RandomNumberGenerator.GetBytes(8));

    private static X509Certificate2 CreateAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
    }
}
