using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>
/// Reviews shared policy groups: what of them can never change, whether their context exists, and what APIM says to their
/// policies. Deleting one is refused while APIs run it.
/// </summary>
public sealed class SharedPolicyGroupAdmission : KindAdmission<SharedPolicyGroup, SharedPolicyGroupSpec>
{
    private static readonly SharedPolicyGroupUpdateValidator Updates = new();

    internal SharedPolicyGroupAdmission(ReviewServices services)
        : base(services, group => group.Spec, ContractsJson.Relaxed.SharedPolicyGroupSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(
        SharedPolicyGroup resource, SharedPolicyGroup? old, Review review, CancellationToken ct)
    {
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        ContextReview.Require(spec.ContextRef, review);
        var connection = await Services.Contexts.ConnectAsync(spec.ContextRef, review, ct).ConfigureAwait(false);
        if (old is not null)
        {
            review.Verdicts.Add(Updates.Validate(new SpecUpdate<SharedPolicyGroup>(old, resource, review.Namespace)));
            ContextReview.CheckChange(old.Spec?.ContextRef, resource.Spec?.ContextRef, review);
        }

        await HridReview.CheckAsync(Services.Resolution.Hrids.PolicyGroups, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection,
            () => SharedPolicyGroupPayload.Create(spec, resource.Metadata, resource.Status), "shared policy group", review, ct).ConfigureAwait(false);
    }

    private protected override ValueTask ReviewDeletionAsync(SharedPolicyGroup resource, Review review, CancellationToken ct)
    {
        foreach (var users in Services.Resolution.Usage.OfPolicyGroup(review.Key))
        {
            // What JSONPath cannot say (any step of any flow), the rest of the line does: it lists APIs with their groups.
            review.Verdicts.Error(
                $$"""[{{review.Name}}] cannot be deleted because {{users.Keys.Count}} {{users.What}} are relying on this Shared Policy Group. You can review those by running the following command: kubectl get {{users.Type.QualifiedName}} -A -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name}: {..sharedPolicyGroupRef.name}{"\n"}{end}' | grep -E ' {{review.Name}}( |$)'""");
        }

        return default;
    }
}
