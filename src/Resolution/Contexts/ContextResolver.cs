using System.Text;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Resolution;

/// <summary>
/// Finds the ManagementContext that an object refers to and reads its credentials. Contexts come from the cache and, where
/// that has not seen one yet, from the API server; Secrets are read on demand and never kept.
/// </summary>
public sealed class ContextResolver(IStore<ManagementContext> contexts, IKubeClient client, WatchScope scope, bool templating)
{
    private const string ReferenceField = "spec.contextRef";

    /// <summary>Resolves the context that an object of <paramref name="ownerNamespace"/> refers to.</summary>
    public async ValueTask<Resolved<ResolvedContext>> ResolveAsync(
        NamespacedReference reference, string? ownerNamespace, CancellationToken ct)
    {
        var found = await FindAsync(reference, ownerNamespace, ct).ConfigureAwait(false);
        if (!found.TryGet(out var context, out var missing))
        {
            return missing;
        }

        // What is wrong with the context's fields must not look like a field of the object that refers to it.
        var connected = await ConnectAsync(context, ct).ConfigureAwait(false);
        return connected.TryGet(out var resolved, out var problem)
            ? resolved
            : problem with
            {
                Message = $"management context [{ObjectKey.Of(context)}] that cannot be used: {problem.Message} (its {problem.Field})",
                Field = ReferenceField,
            };
    }

    /// <summary>Finds the context without reading its credentials.</summary>
    public async ValueTask<Resolved<ManagementContext>> FindAsync(
        NamespacedReference reference, string? ownerNamespace, CancellationToken ct)
    {
        var key = References.Target(reference, ownerNamespace);
        if (!scope.Contains(key.Namespace))
        {
            return Missing(
                key, $"the namespace \"{key.Namespace}\" is out of this operator's reach, which watches {scope}; use a context there or ask for a cluster role");
        }

        try
        {
            // A context applied in the same go as its API may not have reached the cache yet.
            var context = contexts.Get(key) ?? await client.FindAsync<ManagementContext>(key, ct).ConfigureAwait(false);
            return context is not null
                ? context
                : Missing(key, "it was not found; create it, or correct the name and the namespace");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return Missing(key, "the operator's service account may not read it; grant it access to that namespace");
        }
    }

    /// <summary>Reads a context's credentials and composes the connection.</summary>
    public async ValueTask<Resolved<ResolvedContext>> ConnectAsync(ManagementContext context, CancellationToken ct)
    {
        var spec = context.Spec ?? new ManagementContextSpec();
        if (templating && TemplateMarkers.FindFirst(spec, ContractsJson.Relaxed.ManagementContextSpec) is { } field)
        {
            return new ResolutionProblem(
                ProblemKind.Template, UnsupportedTemplate($"management context [{ObjectKey.Of(context)}]", field), field);
        }

        if (MissingField(spec) is { } missing)
        {
            return new ResolutionProblem(
                ProblemKind.InvalidObject, $"{missing} is empty: a context needs an address, an organization and an environment", missing);
        }

        var credentials = await ReadCredentialsAsync(context, spec, ct).ConfigureAwait(false);
        if (!credentials.TryGet(out var known, out var problem))
        {
            return problem;
        }

        return new ResolvedContext(context, new ApimConnection
        {
            Context = ObjectKey.Of(context).ToString(),
            BaseUrl = spec.BaseUrl ?? "",
            ManagementPath = spec.Path,
            OrganizationId = spec.OrganizationId ?? "",
            EnvironmentId = spec.EnvironmentId ?? "",
            Cloud = spec.Cloud is not null,
            Credentials = known,
        });
    }

    /// <summary>The words for a template that this version cannot evaluate.</summary>
    public static string UnsupportedTemplate(string what, string field) =>
        $"{what} has a template in {field}, and this version of gko cannot evaluate templates; write the value itself, or set ENABLE_TEMPLATING=false to send [[ as it is";

    // Admission refuses such contexts; one that was stored while admission was off must not turn into a strange URL.
    private static string? MissingField(ManagementContextSpec spec) =>
        string.IsNullOrWhiteSpace(spec.BaseUrl) ? "spec.baseUrl"
        : string.IsNullOrWhiteSpace(spec.OrganizationId) ? "spec.organizationId"
        : string.IsNullOrWhiteSpace(spec.EnvironmentId) ? "spec.environmentId"
        : null;

    private async ValueTask<Resolved<ApimCredentials>> ReadCredentialsAsync(
        ManagementContext context, ManagementContextSpec spec, CancellationToken ct)
    {
        var reference = spec.Auth?.SecretRef ?? spec.Cloud?.SecretRef;
        if (reference is not { Name.Length: > 0 })
        {
            return ApimCredentials.From(
                spec.Auth?.BearerToken ?? spec.Cloud?.Token, spec.Auth?.Credentials?.Username, spec.Auth?.Credentials?.Password);
        }

        var key = References.Target(reference, context.Metadata.Namespace);
        var field = spec.Auth?.SecretRef is not null ? "spec.auth.secretRef" : "spec.cloud.secretRef";
        try
        {
            var secret = await client.FindAsync<Secret>(key, ct).ConfigureAwait(false);
            return secret is null
                ? MissingSecret(key, field, "it was not found; create it, or correct the reference")
                : FromSecret(secret, key, field, tokenKey: spec.Cloud is null ? SecretKeys.BearerToken : SecretKeys.CloudToken);
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return MissingSecret(key, field, "the operator's service account may not read it; grant it access");
        }
    }

    private static Resolved<ApimCredentials> FromSecret(Secret secret, ObjectKey key, string field, string tokenKey)
    {
        var token = Text(secret, tokenKey);
        var user = Text(secret, SecretKeys.Username);
        var password = Text(secret, SecretKeys.Password);
        return token is null && (user is null || password is null)
            ? new ResolutionProblem(
                ProblemKind.UnresolvedReference,
                $"secret [{key}] holds no credentials: it needs the key {tokenKey}, or the keys username and password",
                field)
            : ApimCredentials.From(token, user, password);
    }

    private static string? Text(Secret secret, string key) =>
        secret.Data?.TryGetValue(key, out var bytes) == true && Encoding.UTF8.GetString(bytes).Trim() is { Length: > 0 } text ? text : null;

    private static ResolutionProblem Missing(ObjectKey key, string why) => new(
        ProblemKind.UnresolvedReference, $"management context [{key}] that doesn't exist in the cluster: {why}", ReferenceField);

    private static ResolutionProblem MissingSecret(ObjectKey key, string field, string why) => new(
        ProblemKind.UnresolvedReference, $"secret [{key}] doesn't exist in the cluster: {why}", field);
}
