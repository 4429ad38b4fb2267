using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Certificates;

/// <summary>How a <see cref="CertificateBundle"/> lies in a Secret, and which Secrets may hold one.</summary>
internal static class CertificateSecret
{
    public const string Authorities = "ca";
    public const string Certificate = "cert";
    public const string Key = "key";
    public const string AuthorityKey = "ca-key";

    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string CertificateOfCertManager = "cert-manager.io/certificate-name";
    private static readonly string[] Entries = [Authorities, Certificate, Key, AuthorityKey];

    /// <summary>
    /// Whether the Secret may be written: it has our label, holds nothing but our entries, holds all that a bundle needs, or
    /// is empty. Anything else belongs to someone; so does, whatever it holds, one of the type for TLS or one of cert-manager.
    /// </summary>
    public static bool IsOurs(Secret secret, string owner)
    {
        if (secret.SecretType == "kubernetes.io/tls" || secret.Metadata.Annotations?.ContainsKey(CertificateOfCertManager) == true)
        {
            return false;
        }

        var entries = secret.Data?.Keys ?? Enumerable.Empty<string>();
        return secret.Metadata.Labels?.GetValueOrDefault(ManagedBy) == owner
            || entries.All(entry => Entries.Contains(entry, StringComparer.Ordinal))
            || (Text(secret, Authorities) is not null && Text(secret, Certificate) is not null && Text(secret, Key) is not null);
    }

    /// <summary>The bundle, without a usable certificate when that was removed; null when there is no authority.</summary>
    public static CertificateBundle? Read(Secret secret) =>
        Text(secret, Authorities) is { } authorities && CertificateChecks.ReadAll(authorities).Count > 0
            ? new CertificateBundle(authorities, ReadAuthorityKey(secret), Text(secret, Certificate) ?? "", Text(secret, Key) ?? "")
            : null;

    public static Secret Create(ObjectKey key, CertificateBundle bundle, string owner) => new()
    {
        ApiVersion = Secret.Type.ApiVersion,
        Kind = Secret.Type.Kind,
        Metadata = new ObjectMeta
        {
            Name = key.Name,
            Namespace = key.Namespace,
            Labels = new Dictionary<string, string> { [ManagedBy] = owner },
        },
        SecretType = "Opaque",
        Data = Pairs(bundle).ToDictionary(entry => entry.Name, entry => Encoding.UTF8.GetBytes(entry.Value)),
    };

    /// <summary>A merge patch that fails with a conflict when the Secret is no longer the one that was read.</summary>
    public static JsonObject Update(Secret read, CertificateBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (name, value) in Pairs(bundle))
        {
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = read.Metadata.ResourceVersion },
            ["data"] = data,
        };
    }

    private static IEnumerable<(string Name, string Value)> Pairs(CertificateBundle bundle)
    {
        yield return (Authorities, bundle.Authorities);
        yield return (Certificate, bundle.Certificate);
        yield return (Key, bundle.Key);
        if (bundle.AuthorityKey is { } authorityKey)
        {
            yield return (AuthorityKey, authorityKey);
        }
    }

    // One that was emptied is not one that was never kept: it asks for another authority.
    private static string? ReadAuthorityKey(Secret secret) =>
        Text(secret, AuthorityKey) ?? (secret.Data?.ContainsKey(AuthorityKey) == true ? "" : null);

    private static string? Text(Secret secret, string entry) =>
        secret.Data is { } data && data.TryGetValue(entry, out var value) && value.Length > 0 ? Encoding.UTF8.GetString(value) : null;
}
