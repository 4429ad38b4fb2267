using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews ManagementContexts: what they say by themselves, whether their Secret exists, and whether APIM lets them in. Deleting
/// one is refused while APIs still need it, because they could then neither be synced nor removed from APIM.
/// </summary>
public sealed class ManagementContextAdmission : KindAdmission<ManagementContext, ManagementContextSpec>
{
    private readonly ManagementContextValidator _validator;
    private readonly SignInChecks _signIns;

    internal ManagementContextAdmission(ReviewServices services)
        : base(services, context => context.Spec, ContractsJson.Relaxed.ManagementContextSpec)
    {
        _validator = new ManagementContextValidator(services.Policy);
        _signIns = new SignInChecks(services.Resolution.Sources, services.Time);
    }

    private protected override async ValueTask ReviewAsync(
        ManagementContext resource, ManagementContext? old, Review review, CancellationToken ct)
    {
        // A field that is a template looks wrong until it is evaluated: when that fails, nothing else is worth telling.
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        review.Verdicts.Add(await _validator.ValidateAsync(spec, ct).ConfigureAwait(false));
        if ((spec.Auth?.SecretRef ?? spec.Cloud?.SecretRef) is { Name.Length: > 0 } secret)
        {
            await Services.Access.CheckAsync(
                Secret.Type, References.Target(secret, review.Namespace),
                spec.Auth?.SecretRef is null ? "spec.cloud.secretRef" : "spec.auth.secretRef", review, ct).ConfigureAwait(false);
        }

        if (review.Verdicts.HasErrors)
        {
            return;
        }

        var resolved = await Services.Resolution.Contexts.ConnectAsync(resource, ct).ConfigureAwait(false);
        if (resolved.TryGet(out var connected, out var problem))
        {
            await PingAsync(connected, review, ct).ConfigureAwait(false);
            await _signIns.CheckAsync(spec, review, ct).ConfigureAwait(false);
            CheckMove(old?.Spec, resource.Spec, review);
        }
        else
        {
            review.Verdicts.Error(problem.Message, problem.Field);
        }
    }

    private protected override ValueTask ReviewDeletionAsync(ManagementContext resource, Review review, CancellationToken ct)
    {
        foreach (var users in Services.Resolution.Usage.OfContext(review.Key))
        {
            review.Verdicts.Error(
                $"[{review.Name}] cannot be deleted because {users.Keys.Count} {users.What} are relying on this context. You can review those by running the following command: kubectl get {users.Type.QualifiedName} -A -o jsonpath='{{.items[?(@.spec.contextRef.name==\"{review.Name}\")].metadata.name}}'");
        }

        return default;
    }

    // What was synced through it stays in the old environment, and the new one gets it all again.
    private void CheckMove(ManagementContextSpec? old, ManagementContextSpec? now, Review review)
    {
        if (old is null || now is null
            || (old.BaseUrl, old.OrganizationId, old.EnvironmentId) == (now.BaseUrl, now.OrganizationId, now.EnvironmentId)
            || Services.Resolution.Usage.OfContext(review.Key) is not { Count: > 0 } users)
        {
            return;
        }

        var (field, before, after) = old.BaseUrl != now.BaseUrl ? ("spec.baseUrl", old.BaseUrl, now.BaseUrl)
            : old.OrganizationId != now.OrganizationId ? ("spec.organizationId", old.OrganizationId, now.OrganizationId)
            : ("spec.environmentId", old.EnvironmentId, now.EnvironmentId);
        review.Verdicts.Soft(
            CheckIds.ContextChange,
            $"context [{review.Key}] moves from [{before}] to [{after}] with {users.Sum(user => user.Keys.Count)} objects: what is in the old APIM stays there; delete it there by hand",
            field);
    }

    private async Task PingAsync(ResolvedContext context, Review review, CancellationToken ct)
    {
        var (name, verdicts) = (review.Name, review.Verdicts);
        var answer = await Services.DryRuns.AskAsync(token => Services.Apim.PingAsync(context.Connection, token), review, ct).ConfigureAwait(false);
        switch (answer.Error)
        {
            case null:
                break;
            case { Kind: ApimErrorKind.BadCredentials, Status: null } unusable:
                verdicts.Error($"bad credentials for context [{name}]: {unusable.Message}", "spec.auth");
                break;
            case { Kind: ApimErrorKind.BadCredentials }:
                verdicts.Error($"bad credentials for context [{name}]: APIM refused them with 401; correct the user and password or the token", "spec.auth");
                break;
            case { Status: 400 } rejected:
                verdicts.Error(rejected.Message, "spec.organizationId, spec.environmentId");
                break;
            case { } unreachable:
                verdicts.Warn($"unable to reach APIM, [{context.Connection.BaseUrl}] is not available: {unreachable.Message}");
                break;
        }
    }
}
