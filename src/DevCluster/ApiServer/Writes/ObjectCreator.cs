using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Creates objects: shape, begin, admit, validate, commit.</summary>
internal sealed class ObjectCreator(WriteServices services)
{
    public async Task<WriteResult> CreateAsync(WriteContext context, DecodedBody body, CancellationToken ct)
    {
        var node = body.Node;
        BodyChecks.CheckType(context.Resource, node);
        ObjectShaper.Shape(context, node, body.StrictErrors);
        return await CreateShapedAsync(context, node, ct).ConfigureAwait(false);
    }

    /// <summary>Creates what an apply of a missing object resulted in; the owners of its fields are already known.</summary>
    public Task<WriteResult> CreateAppliedAsync(WriteContext context, JsonObject node, CancellationToken ct)
    {
        ObjectShaper.Shape(context, node, []);
        return CreateShapedAsync(context, node, ct, owned: true);
    }

    private async Task<WriteResult> CreateShapedAsync(WriteContext context, JsonObject node, CancellationToken ct, bool owned = false)
    {
        var resource = context.Resource;
        BodyChecks.CheckNamespace(context, node);
        if (node.Metadata().Text("resourceVersion") is not (null or "" or "0"))
        {
            throw Refusals.Internal("resourceVersion should not be set on objects to be created");
        }

        node.Metadata().Remove("resourceVersion");
        ObjectLifecycle.Begin(resource, node, services.Time.GetUtcNow());
        var name = node.Metadata().Text("name") ?? "";
        NamespaceGate.CheckCreate(services, context, name);
        DefinitionGate.CheckCreate(services, resource);
        if (!owned)
        {
            new FieldManager(resource, services.Time).Begin(node, context.FieldManager);
        }

        BuiltInRules.Begin(resource, node);
        node = await AdmitAsync(context, name, node, ct).ConfigureAwait(false);
        return Commit(context with { Name = name }, node);
    }

    private async Task<JsonObject> AdmitAsync(WriteContext context, string name, JsonObject node, CancellationToken ct)
    {
        var request = new AdmissionRequest(context, "CREATE", name, node, null, OptionsObject.Of("CreateOptions", context));
        var mutated = await services.Admission.MutateAsync(request, ct).ConfigureAwait(false);
        if (mutated is not null && !ReferenceEquals(mutated, node))
        {
            node = mutated;
            ObjectShaper.Shape(context with { Validation = FieldValidation.Ignore }, node, []);
        }

        ObjectValidator.ThrowIfInvalid(context.Resource, node, null);
        await services.Admission.ValidateAsync(request with { Object = node }, ct).ConfigureAwait(false);
        return node;
    }

    private WriteResult Commit(WriteContext context, JsonObject node)
    {
        if (services.Store.Get(context.Key) is { } existing)
        {
            throw Refusals.AlreadyExists(context.Resource, context.Name, existing.IsDeleting);
        }

        if (context.DryRun)
        {
            return new WriteResult((JsonObject)node.Sorted()!, true);
        }

        var stored = services.Store.TryCommit(context.Key, node, null)
            ?? throw Refusals.AlreadyExists(context.Resource, context.Name);
        return new WriteResult(stored.ToNode(), true);
    }
}
