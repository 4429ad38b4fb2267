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
public sealed class ManagementContextDefaulter : IAdmissionDefaulter<ManagementContext>
{
    private const string SecretField = "spec.cloud.secretRef";

    private readonly IKubeClient _client;
    private readonly ReviewServices _services;

    internal ManagementContextDefaulter(IKubeClient client, ReviewServices services) => (_client, _services) = (client, services);

    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> DefaultAsync(
        ManagementContext resource, AdmissionContext<ManagementContext> context, CancellationToken ct)
    {
        var review = Review.Of(context, _services.Policy);
        if (_services.Scope.Contains(context.Namespace) && resource.Spec is { } spec && CloudTokens.IsEnabled(spec)
            && !IsOnItsWay(resource, context.OldObject))
        {
            await DefaultAsync(spec, review, ct).ConfigureAwait(false);
        }

        return review.Verdicts.ToVerdict();
    }

    // A context that is going away must not be held up by a token that is gone already.
    private static bool IsOnItsWay(ManagementContext resource, ManagementContext? old) =>
        resource.Metadata.DeletionTimestamp is not null
        && (old is null || SpecChanges.None(old.Spec, resource.Spec, ContractsJson.Relaxed.ManagementContextSpec));

    private async Task DefaultAsync(ManagementContextSpec spec, Review review, CancellationToken ct)
    {
        var reference = spec.Cloud?.SecretRef is { Name.Length: > 0 } named ? named : null;
        var token = reference is null ? spec.Cloud!.Token! : await ReadTokenAsync(reference, review, ct).ConfigureAwait(false);
        if (token is null)
        {
            return;
        }

        if (CloudAddress.Of(spec, token, reference is null ? "spec.cloud.token" : SecretField).TryGet(out var address, out var problem))
        {
            Fill(spec, address, reference, token, review.Namespace);
        }
        else
        {
            review.Verdicts.Error(problem.Message, problem.Field);
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

    private async Task<string?> ReadTokenAsync(NamespacedReference reference, Review review, CancellationToken ct)
    {
        var key = References.Target(reference, review.Namespace);
        // Asked before anything is read: an answer about the Secret would tell its author what is in it.
        if (!await MayReadAsync(key, review, ct).ConfigureAwait(false))
        {
            return null;
        }

        try
        {
            var secret = await _client.FindAsync<Secret>(key, ct).ConfigureAwait(false);
            if (secret is not null)
            {
                return secret.Data?.TryGetValue(SecretKeys.CloudToken, out var bytes) == true ? Encoding.UTF8.GetString(bytes).Trim() : "";
            }

            review.Verdicts.Error($"secret [{key}] doesn't exist in the cluster: create it, or correct the reference", SecretField);
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            review.Verdicts.Error(
                $"secret [{key}] doesn't exist in the cluster: the operator's service account may not read it; grant it access", SecretField);
        }

        return null;
    }

    // The validator, which comes later, tells of a warning.
    private async ValueTask<bool> MayReadAsync(ObjectKey key, Review review, CancellationToken ct)
    {
        var asked = review with { Verdicts = new Verdicts() };
        if (await _services.References.MayReadAsync(Secret.Type, key, SecretField, asked, ct).ConfigureAwait(false))
        {
            return true;
        }

        review.Verdicts.Add(asked.Verdicts);
        return false;
    }
}
