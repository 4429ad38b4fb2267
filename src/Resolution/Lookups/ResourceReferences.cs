using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Replaces references to ApiResources by what these hold, their templates evaluated in their own namespace.</summary>
internal sealed class ResourceReferences(ObjectLookup<ApiResource> resources, SpecTemplates templates)
{
    /// <summary>Replaces all references of an API.</summary>
    /// <param name="spec">Is changed.</param>
    /// <param name="ns">The namespace of the API.</param>
    /// <param name="findings">Gets a problem for each reference that does not resolve.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask ReplaceAsync(ApiSpec spec, string? ns, Findings findings, CancellationToken ct)
    {
        for (var index = 0; index < spec.Resources?.Count; index++)
        {
            if (spec.Resources[index]?.Ref is not { } reference)
            {
                continue;
            }

            var resolved = await ResolveAsync(References.Target(reference, ns), $"spec.resources[{index}].ref", findings.Reads, ct).ConfigureAwait(false);
            if (resolved.TryGet(out var resource, out var problem))
            {
                spec.Resources[index] = resource;
            }
            else
            {
                findings.Fail(problem);
            }
        }
    }

    private async ValueTask<Resolved<ResourceOrReference>> ResolveAsync(ObjectKey key, string field, ReadLog reads, CancellationToken ct)
    {
        var lookup = await resources.FindAsync(key, reads, ct).ConfigureAwait(false);
        if (!lookup.TryGet(out var found, out var reason))
        {
            return new ResolutionProblem(
                ProblemKind.UnresolvedReference, $"api references resource [{key}] that does not exist in the cluster: {reason}", field);
        }

        var compiled = await templates.CompileAsync(
            found.Spec ?? new ApiResourceSpec(), ContractsJson.Relaxed.ApiResourceSpec, key, reads, ct).ConfigureAwait(false);
        return compiled.TryGet(out var spec, out var problem)
            ? new ResourceOrReference
            {
                Enabled = spec.Enabled, Name = spec.Name, Type = spec.Type, Configuration = spec.Configuration,
            }
            // Upstream does not tell an object that it cannot read from one that is not there.
            : problem with
            {
                Message = $"api references resource [{key}] that does not exist in the cluster: {problem.Message} (its {problem.Field})",
                Field = field,
            };
    }
}
