using System.Text;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Fills in what the token of a Gravitee Cloud context says: address, organization, environment and how to sign in.</summary>
public sealed class ManagementContextDefaulter(IKubeClient client, WatchScope scope) : IAdmissionDefaulter<ManagementContext>
{
    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> DefaultAsync(
        ManagementContext resource, AdmissionContext<ManagementContext> context, CancellationToken ct)
    {
        var verdicts = new Verdicts();
        // A context that is going away must not be held up by a token that is gone already.
        if (resource.Metadata.DeletionTimestamp is null && scope.Contains(context.Namespace)
            && resource.Spec is { } spec && CloudTokens.IsEnabled(spec))
        {
            await DefaultAsync(spec, context.Namespace, verdicts, ct).ConfigureAwait(false);
        }

        return verdicts.ToVerdict();
    }

    private async Task DefaultAsync(ManagementContextSpec spec, string? @namespace, Verdicts verdicts, CancellationToken ct)
    {
        var reference = spec.Cloud?.SecretRef is { Name.Length: > 0 } named ? named : null;
        var token = reference is null
            ? spec.Cloud!.Token!
            : await ReadTokenAsync(References.Target(reference, @namespace), verdicts, ct).ConfigureAwait(false);
        if (token is null)
        {
            return;
        }

        if (CloudAddress.Of(spec, token, reference is null ? "spec.cloud.token" : "spec.cloud.secretRef").TryGet(out var address, out var problem))
        {
            Fill(spec, address, reference, token, @namespace);
        }
        else
        {
            verdicts.Error(problem.Message, problem.Field);
        }
    }

    private static void Fill(ManagementContextSpec spec, CloudAddress address, NamespacedReference? reference, string token, string? @namespace)
    {
        spec.BaseUrl = address.BaseUrl;
        spec.OrganizationId = address.OrganizationId;
        spec.EnvironmentId = address.EnvironmentId;
        spec.Auth ??= new Auth();
        spec.Auth.Credentials = null;
        spec.Auth.BearerToken = reference is null ? token : null;
        spec.Auth.SecretRef = reference is null
            ? null
            : new NamespacedReference { Name = reference.Name, Namespace = References.Target(reference, @namespace).Namespace };
    }

    private async Task<string?> ReadTokenAsync(ObjectKey key, Verdicts verdicts, CancellationToken ct)
    {
        try
        {
            var secret = await client.FindAsync<Secret>(key, ct).ConfigureAwait(false);
            if (secret is not null)
            {
                return secret.Data?.TryGetValue(SecretKeys.CloudToken, out var bytes) == true ? Encoding.UTF8.GetString(bytes).Trim() : "";
            }

            verdicts.Error($"secret [{key}] doesn't exist in the cluster: create it, or correct the reference", "spec.cloud.secretRef");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            verdicts.Error(
                $"secret [{key}] doesn't exist in the cluster: the operator's service account may not read it; grant it access", "spec.cloud.secretRef");
        }

        return null;
    }
}
