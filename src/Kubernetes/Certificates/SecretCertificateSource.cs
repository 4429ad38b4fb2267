using System.Text;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Certificates;

/// <summary>A Secret that someone else keeps, read through the API so that its first content counts at once.</summary>
/// <param name="certificateEntry">The entry with the certificate, such as <c>tls.crt</c>.</param>
/// <param name="keyEntry">The entry with the private key, such as <c>tls.key</c>.</param>
public sealed class SecretCertificateSource(
    IKubeClient client, ObjectKey secret, string certificateEntry = "tls.crt", string keyEntry = "tls.key")
    : ICertificateSource
{
    /// <inheritdoc/>
    public string Description => $"Secret {secret}";

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<CertificatePair> ReadAsync(CancellationToken ct)
    {
        var found = await client.GetAsync<Secret>(secret, ct);
        return new CertificatePair(Entry(found, certificateEntry), Entry(found, keyEntry));
    }

    private string Entry(Secret found, string entry) =>
        found.Data is { } data && data.TryGetValue(entry, out var value) && value.Length > 0
            ? Encoding.UTF8.GetString(value)
            : throw new InvalidDataException($"Secret {secret} has no entry '{entry}'.");
}
