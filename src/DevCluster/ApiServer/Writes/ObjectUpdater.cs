using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Changes stored objects. The pipeline runs on a snapshot and commits only if that is still the stored version; otherwise
/// it starts over, unless the writer insisted on a version.
/// </summary>
internal sealed class ObjectUpdater(WriteServices services)
{
    private const int Attempts = 6;

    /// <param name="propose">Makes the wanted object from a private copy of the stored one; may throw a refusal.</param>
    /// <param name="optionsKind">For webhooks: <c>UpdateOptions</c> or <c>PatchOptions</c>.</param>
    /// <param name="owned">Whether the proposal already carries the owners of its fields, as an apply's does.</param>
    public async Task<WriteResult> UpdateAsync(
        WriteContext context, Func<JsonObject, JsonObject> propose, string optionsKind, bool owned, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var current = services.Store.Get(context.Key) ?? throw Refusals.NotFound(context.Resource, context.Name);
            var old = ReadAs(context.Resource, current);
            var next = Propose(context, current, old, propose, owned);
            next = await AdmitAsync(context, old, next, optionsKind, ct).ConfigureAwait(false);
            if (TryCommit(context, current, old, next) is { } result)
            {
                return result;
            }

            // A retry would repeat the same warnings.
            context.Warnings.Clear();
        }

        throw Refusals.Conflict(context.Resource, context.Name);
    }

    private JsonObject Propose(WriteContext context, StoredObject current, JsonObject old, Func<JsonObject, JsonObject> propose, bool owned)
    {
        var proposed = propose(old.Copy());
        BodyChecks.CheckName(context, proposed);
        BodyChecks.CheckNamespace(context, proposed);
        CheckVersion(context, current, proposed);
        var next = ObjectLifecycle.Merge(context.Resource, old, proposed, context.Subresource);
        if (!owned)
        {
            new FieldManager(context.Resource, services.Time).Update(old, next, context.FieldManager, context.Subresource);
        }

        ObjectLifecycle.CountGeneration(context.Resource, old, next);
        return next;
    }

    private static void CheckVersion(WriteContext context, StoredObject current, JsonObject proposed)
    {
        var wanted = proposed.Metadata().Text("resourceVersion") ?? "";
        if (wanted.Length == 0)
        {
            if (!context.Resource.AllowsUnconditionalUpdate)
            {
                throw Refusals.Invalid(context.Resource.Group, context.Resource.Plural, context.Name,
                    [FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
            }
        }
        else if (!ulong.TryParse(wanted, out _))
        {
            throw Refusals.Internal($"strconv.ParseUint: parsing \"{wanted}\": invalid syntax");
        }
        else if (wanted != current.Version.ToString())
        {
            throw Refusals.Conflict(context.Resource, context.Name);
        }
    }

    private async Task<JsonObject> AdmitAsync(
        WriteContext context, JsonObject old, JsonObject next, string optionsKind, CancellationToken ct)
    {
        var request = new AdmissionRequest(context, "UPDATE", context.Name, next, old, OptionsObject.Of(optionsKind, context));
        var mutated = await services.Admission.MutateAsync(request, ct).ConfigureAwait(false);
        if (mutated is not null && !ReferenceEquals(mutated, next))
        {
            ObjectShaper.Shape(context with { Validation = FieldValidation.Ignore }, mutated, []);
            next = ObjectLifecycle.Merge(context.Resource, old, mutated, context.Subresource);
            ObjectLifecycle.CountGeneration(context.Resource, old, next);
        }

        ObjectValidator.ThrowIfInvalid(context.Resource, next, old);
        await services.Admission.ValidateAsync(request with { Object = next }, ct).ConfigureAwait(false);
        return next;
    }

    /// <returns>Null when the object has changed meanwhile.</returns>
    private WriteResult? TryCommit(WriteContext context, StoredObject current, JsonObject old, JsonObject next)
    {
        if (context.DryRun || JsonTree.Same(old, next))
        {
            return new WriteResult((JsonObject)next.Sorted()!, false);
        }

        if (current.IsDeleting && !next.Metadata().Texts("finalizers").Any() && !KeepsItself(context, next))
        {
            // The answer still shows the version that was there; the last event has its own.
            return services.Store.TryRemove(context.Key, current.Version) ? new WriteResult(next, false) : null;
        }

        var stored = services.Store.TryCommit(context.Key, next, current.Version);
        return stored is null ? null : new WriteResult(stored.ToNode(), false);
    }

    // A namespace stays until its own kind of finalizer is gone.
    private static bool KeepsItself(WriteContext context, JsonObject next) =>
        context.Resource.QualifiedName == "namespaces" && next.Child("spec").Texts("finalizers").Any();

    /// <summary>The stored object as the version that was asked for.</summary>
    public static JsonObject ReadAs(ResourceDefinition resource, StoredObject stored)
    {
        var node = stored.ToNode();
        node["apiVersion"] = resource.ApiVersion;
        return node;
    }
}
