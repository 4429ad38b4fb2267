using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator.Hosting;

/// <summary>Which objects have to be looked at again when another one changes.</summary>
internal static class Dependencies
{
    /// <summary>Subscribes the controllers to each other's kinds; call once, before anything runs.</summary>
    public static void Connect(
        Informer<ManagementContext> contexts, Informer<ApiDefinition> apis,
        Controller<ManagementContext> contextController, Controller<ApiDefinition> apiController)
    {
        contexts.Subscribe(
            change =>
            {
                if (!change.IsInitial && MattersToApis(change))
                {
                    foreach (var api in apis.ByIndex(ApiDefinitionIndexes.ByContext, ObjectKey.Of(change.New!).ToString()))
                    {
                        apiController.Enqueue(ObjectKey.Of(api));
                    }
                }
            },
            replay: false);

        // A context that is being deleted waits for its last API to go.
        apis.Subscribe(
            change =>
            {
                if (change.Old?.Spec?.ContextRef is { } reference
                    && contexts.Get(References.Target(reference, change.Old.Metadata.Namespace)) is { Metadata.DeletionTimestamp: not null } context)
                {
                    contextController.Enqueue(ObjectKey.Of(context));
                }
            },
            replay: false);
    }

    // A new or changed context may resolve what failed before; one that APIM answers for again ends the wait of its APIs.
    private static bool MattersToApis(StoreChange<ManagementContext> change) =>
        change.New is not null
        && (change.Old is null
            || change.Old.Metadata.Generation != change.New.Metadata.Generation
            || (!IsReady(change.Old) && IsReady(change.New)));

    private static bool IsReady(ManagementContext context) => Conditions.IsTrue(context.Status?.Conditions, ConditionTypes.Ready);
}
