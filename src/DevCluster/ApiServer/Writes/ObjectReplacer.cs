namespace Gko.DevCluster.ApiServer;

/// <summary>PUT: the body is the whole new object.</summary>
internal sealed class ObjectReplacer(WriteServices services, ObjectCreator creator, ObjectUpdater updater)
{
    public async Task<WriteResult> ReplaceAsync(WriteContext context, DecodedBody body, CancellationToken ct)
    {
        var node = body.Node;
        BodyChecks.CheckType(context.Resource, node);
        ObjectShaper.Shape(context, node, body.StrictErrors);
        BodyChecks.CheckName(context, node);
        var current = services.Store.Get(context.Key);
        if (current is null && context.Resource.CreatesOnUpdate && context.Subresource.Length == 0)
        {
            return await creator.CreateAsync(context, body, ct).ConfigureAwait(false);
        }

        if (current is not null && node.Metadata().Text("uid") is { Length: > 0 } uid && uid != current.Uid)
        {
            throw Refusals.Conflict(context.Resource, context.Name,
                $"StorageError: invalid object, Code: 4, Key: /registry/{context.Resource.Group}/{context.Resource.Plural}/{context.Namespace}/{context.Name}, "
                + $"ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }

        return await updater.UpdateAsync(context, _ => node.Copy(), "UpdateOptions", owned: false, ct).ConfigureAwait(false);
    }
}
