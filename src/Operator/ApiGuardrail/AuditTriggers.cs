using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Which guardrails have to be audited again when something else changes. Changes that come together are waited for: an audit
/// looks at all APIs anyway.
/// </summary>
/// <param name="guardrails">All guardrails.</param>
/// <param name="resolution">Tells which APIs they are meant for.</param>
/// <param name="enqueue">Asks for an audit after a while.</param>
internal sealed class AuditTriggers(IStore<ApiGuardrail> guardrails, Guardrails resolution, Action<ObjectKey, TimeSpan> enqueue)
{
    /// <summary>How long changes are gathered.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>APIs that appear, change or go.</summary>
    public void Apis<T>(Informer<T> apis) where T : class, IResource<T>, IApi => Follow(
        apis,
        (old, now) => HasChanged(old, now) || Predicates.LabelsChanged(old, now) || ApiTemplates.IsTemplate(old) != ApiTemplates.IsTemplate(now),
        (guardrail, api) => resolution.IsFor(guardrail, api));

    /// <summary>Namespaces whose labels may make others be meant.</summary>
    public void Namespaces(Informer<NamespaceMetadata> namespaces) =>
        Follow(namespaces, Predicates.LabelsChanged, (guardrail, _) => guardrail.Spec?.NamespaceSelector is not null);

    /// <summary>Groups whose policies count as those of the APIs that use them.</summary>
    public void PolicyGroups(Informer<SharedPolicyGroup> groups) => Follow(
        groups, HasChanged,
        (guardrail, _) => guardrail.Spec?.Rules is { RequiredPolicies: not null } or { ForbiddenPolicies: not null });

    private void Follow<T>(Informer<T> informer, Func<T, T, bool> matters, Func<ApiGuardrail, T, bool> concerns)
        where T : class, IResource<T> =>
        informer.Subscribe(
            change =>
            {
                if (change.IsInitial || (change is { Old: { } old, New: { } now } && !matters(old, now)))
                {
                    return;
                }

                foreach (var guardrail in guardrails.List().Where(guardrail => concerns(guardrail, (change.New ?? change.Old)!)))
                {
                    enqueue(ObjectKey.Of(guardrail), Pause);
                }
            },
            replay: false);

    private static bool HasChanged(IResource old, IResource now) =>
        old.Metadata.Generation != now.Metadata.Generation
        || old.Metadata.Uid != now.Metadata.Uid
        || old.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp;
}
