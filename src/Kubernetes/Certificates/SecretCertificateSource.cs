using System.Text;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Certificates;

/// <summary>A Secret that someone else keeps, read through the API so that its first content counts at once.</summary>
/// <param name="certificateEntry">The entry with the certificate, such as <c>tls.crt</c>.</param>
/// <param name="keyEntry">The entry with the private key, such as <c>tls.key</c>.</param>
/// <param name="authoritiesEntry">The entry with the certificates to trust, such as <c>ca.crt</c>; it may be missing.</param>
public sealed class SecretCertificateSource(
    IKubeClient client, ObjectKey secret, string certificateEntry = "tls.crt", string keyEntry = "tls.key", string authoritiesEntry = "ca.crt")
    : ICertificateSource
{
    /// <inheritdoc/>
    public string Description => $"Secret {secret}";

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<CertificatePair> ReadAsync(CancellationToken ct)
    {
        var found = await client.GetAsync<Secret>(secret, ct);
        return new CertificatePair(Required(found, certificateEntry), Required(found, keyEntry));
    }

    /// <summary>The certificates to trust, as PEM; null when the Secret has none.</summary>
    public async Task<string?> ReadAuthoritiesAsync(CancellationToken ct) => Entry(await client.GetAsync<Secret>(secret, ct), authoritiesEntry);

    private string Required(Secret found, string entry) =>
        Entry(found, entry) ?? throw new InvalidDataException($"Secret {secret} has no entry '{entry}'.");

    private static string? Entry(Secret found, string entry) =>
        found.Data is { } data && data.TryGetValue(entry, out var value) && value.Length > 0 ? Encoding.UTF8.GetString(value) : null;
}
