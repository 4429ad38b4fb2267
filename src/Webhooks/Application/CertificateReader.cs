using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;
using Gko.Resolution.Templating;

namespace Gko.Webhooks;

/// <summary>
/// Gets the client certificates of an application as APIM wants them: those that are referred to read, those that are encoded
/// once more decoded. What is in other namespaces is read only if the author may read it.
/// </summary>
internal sealed class CertificateReader(CrossNamespaceAccess access, ClusterSources sources, WatchScope scope)
{
    /// <summary>The certificates in their order; null, and errors among the findings, when one cannot be had.</summary>
    /// <param name="certificates">Each with a content or a reference; null for none.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<IReadOnlyList<string>?> ReadAsync(IReadOnlyList<ClientCertificate>? certificates, Review review, CancellationToken ct)
    {
        var contents = new List<string>();
        for (var index = 0; index < certificates?.Count; index++)
        {
            if (await ReadAsync(certificates[index], index, review, ct).ConfigureAwait(false) is { } content)
            {
                contents.Add(content);
            }
        }

        return contents.Count == (certificates?.Count ?? 0) ? contents : null;
    }

    private async ValueTask<string?> ReadAsync(ClientCertificate certificate, int index, Review review, CancellationToken ct)
    {
        var field = $"spec.settings.tls.clientCertificates[{index}]";
        var content = certificate.Ref is { } reference
            ? await FollowAsync(reference, $"{field}.ref", review, ct).ConfigureAwait(false)
            : certificate.Content;
        if (content is null || certificate.Encoded is not true)
        {
            return content;
        }

        if (Base64Text.TryDecode(content, out var decoded, out var problem))
        {
            return decoded;
        }

        review.Verdicts.Error($"failed to base64-decode certificate [{index}]: {problem}", field);
        return null;
    }

    private async ValueTask<string?> FollowAsync(CertificateReference reference, string field, Review review, CancellationToken ct)
    {
        var target = References.Target(new NamespacedReference { Name = reference.Name, Namespace = reference.Namespace }, review.Namespace);
        var key = string.IsNullOrEmpty(reference.Key) ? CertificateSources.DefaultKey : reference.Key;
        var kind = string.IsNullOrEmpty(reference.Kind) ? CertificateSources.Secrets : reference.Kind;
        var message = $"failed to resolve certificate ref [{target}] key [{key}]";
        if (kind is not (CertificateSources.Secrets or CertificateSources.ConfigMaps))
        {
            review.Verdicts.Error($"{message}: unsupported ref kind [{kind}]", $"{field}.kind");
            return null;
        }

        if (WhyUnreadable(target) is { } unreadable)
        {
            review.Verdicts.Error($"{message}: {unreadable}", field);
            return null;
        }

        var isSecret = kind == CertificateSources.Secrets;
        if (!await access.CheckAsync(isSecret ? Secret.Type : ConfigMap.Type, target, field, review, ct).ConfigureAwait(false))
        {
            return null;
        }

        var (content, reason) = await ReadAsync(isSecret, target, key, ct).ConfigureAwait(false);
        if (content is null)
        {
            review.Verdicts.Error($"{message}: {reason}", field);
        }

        return content;
    }

    private string? WhyUnreadable(ObjectKey target) =>
        !scope.Contains(target.Namespace) ? scope.Refuse(target.Namespace)
        : target.Name.Length == 0 ? "the reference names no object; give it a name"
        : null;

    private async ValueTask<(string? Content, string? Reason)> ReadAsync(bool isSecret, ObjectKey target, string key, CancellationToken ct)
    {
        var what = isSecret ? "secret" : "configmap";
        try
        {
            var source = await sources.ReadAsync(
                isSecret ? TemplateSourceKind.Secret : TemplateSourceKind.ConfigMap, target, ct).ConfigureAwait(false);
            return source is null ? (null, $"{what} [{target}] not found")
                : source.Values.TryGetValue(key, out var content) ? (content, null)
                : (null, $"key [{key}] not found in {what} [{target}]");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return (null, $"{what} [{target}] may not be read by the operator's service account; grant it access to that namespace");
        }
    }
}
