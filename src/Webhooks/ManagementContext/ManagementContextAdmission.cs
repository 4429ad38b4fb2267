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

    internal ManagementContextAdmission(ReviewServices services)
        : base(services, context => context.Spec, ContractsJson.Relaxed.ManagementContextSpec) =>
        _validator = new ManagementContextValidator(services.Policy);

    private protected override async ValueTask ReviewAsync(
        ManagementContext resource, ManagementContext? old, Review review, CancellationToken ct)
    {
        var spec = resource.Spec ?? new ManagementContextSpec();
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
