using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews ManagementContexts: what they say by themselves, whether their Secret exists, and whether APIM lets them in. Deleting
/// one is refused while APIs still need it, because they could then neither be synced nor removed from APIM.
/// </summary>
public sealed class ManagementContextAdmission : IAdmissionValidator<ManagementContext>
{
    private readonly ManagementContextValidator _validator;
    private readonly WatchScope _scope;
    private readonly ContextResolver _resolver;
    private readonly UsageIndex _usage;
    private readonly IApimClient _apim;
    private readonly CrossNamespaceAccess _access;

    internal ManagementContextAdmission(
        AdmissionPolicy policy, WatchScope scope, ContextResolver resolver, UsageIndex usage, IApimClient apim,
        CrossNamespaceAccess access)
    {
        _validator = new ManagementContextValidator(policy);
        _scope = scope;
        _resolver = resolver;
        _usage = usage;
        _apim = apim;
        _access = access;
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<ManagementContext> context, CancellationToken ct)
    {
        var verdicts = new Verdicts();
        if (context.Operation is AdmissionOperation.Delete)
        {
            CheckUnused(context, verdicts);
        }
        else if (context.Object is { Metadata.DeletionTimestamp: null } resource && !SpecChanges.None(context.OldObject?.Spec, resource.Spec))
        {
            await ReviewAsync(resource, context, verdicts, ct).ConfigureAwait(false);
        }

        return verdicts.ToVerdict();
    }

    private async Task ReviewAsync(
        ManagementContext resource, AdmissionContext<ManagementContext> context, Verdicts verdicts, CancellationToken ct)
    {
        if (!_scope.Contains(context.Namespace))
        {
            verdicts.Warn($"management context [{context.Namespace}/{context.Name}] is not managed by this operator instance, which watches {_scope}");
            return;
        }

        var spec = resource.Spec ?? new ManagementContextSpec();
        verdicts.Add(await _validator.ValidateAsync(spec, ct).ConfigureAwait(false));
        if ((spec.Auth?.SecretRef ?? spec.Cloud?.SecretRef) is { Name.Length: > 0 } secret)
        {
            await _access.CheckAsync(
                Secret.Type, References.Target(secret, context.Namespace), context.Namespace, context.User,
                spec.Auth?.SecretRef is null ? "spec.cloud.secretRef" : "spec.auth.secretRef", verdicts, ct).ConfigureAwait(false);
        }

        if (verdicts.HasErrors)
        {
            return;
        }

        var resolved = await _resolver.ConnectAsync(resource, ct).ConfigureAwait(false);
        if (resolved.TryGet(out var connected, out var problem))
        {
            await PingAsync(connected, context.Name, verdicts, ct).ConfigureAwait(false);
        }
        else
        {
            verdicts.Error(problem.Message, problem.Field);
        }
    }

    private async Task PingAsync(ResolvedContext context, string name, Verdicts verdicts, CancellationToken ct)
    {
        var answer = await _apim.PingAsync(context.Connection, ct).ConfigureAwait(false);
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

    private void CheckUnused(AdmissionContext<ManagementContext> context, Verdicts verdicts)
    {
        foreach (var users in _usage.OfContext(new ObjectKey(context.Namespace, context.Name)))
        {
            verdicts.Error(
                $"[{context.Name}] cannot be deleted because {users.Keys.Count} {users.What} are relying on this context. You can review those by running the following command: kubectl get {users.Type.QualifiedName} -A -o jsonpath='{{.items[?(@.spec.contextRef.name==\"{context.Name}\")].metadata.name}}'");
        }
    }
}
