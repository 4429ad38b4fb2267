using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Finds the ManagementContext that an object refers to and what is needed to call its APIM. Contexts come from the cache and,
/// where that has not seen one yet, from the API server.
/// </summary>
public sealed class ContextResolver(
    IStore<ManagementContext> contexts, IKubeClient client, WatchScope scope, ITemplateSources sources, SpecTemplates templates)
{
    private const string ReferenceField = "spec.contextRef";

    private readonly ObjectLookup<ManagementContext> _lookup = new(contexts, client, scope);
    private readonly SignInReader _signIns = new(sources, templates, scope);

    /// <summary>Resolves the context that an object of <paramref name="ownerNamespace"/> refers to.</summary>
    public ValueTask<Resolved<ResolvedContext>> ResolveAsync(
        NamespacedReference reference, string? ownerNamespace, CancellationToken ct) =>
        ResolveAsync(reference, ownerNamespace, new ReadLog(), ct);

    /// <summary>Resolves the context that an object of <paramref name="ownerNamespace"/> refers to.</summary>
    /// <param name="reads">Is told of the context, its Secret and what its templates read.</param>
    public async ValueTask<Resolved<ResolvedContext>> ResolveAsync(
        NamespacedReference reference, string? ownerNamespace, ReadLog reads, CancellationToken ct)
    {
        var found = await FindAsync(reference, ownerNamespace, reads, ct).ConfigureAwait(false);
        if (!found.TryGet(out var context, out var missing))
        {
            return missing;
        }

        // Upstream does not tell a context whose templates are wrong from one that is not there.
        var compiled = await CompileAsync(context, reads, ct).ConfigureAwait(false);
        if (!compiled.TryGet(out var spec, out var problem))
        {
            return OfReference(context, "doesn't exist in the cluster", problem);
        }

        var connected = await ConnectAsync(context, spec, reads, ct).ConfigureAwait(false);
        return connected.TryGet(out var resolved, out problem) ? resolved : OfReference(context, "cannot be used", problem);
    }

    /// <summary>Finds the context without reading its credentials.</summary>
    public ValueTask<Resolved<ManagementContext>> FindAsync(
        NamespacedReference reference, string? ownerNamespace, CancellationToken ct) =>
        FindAsync(reference, ownerNamespace, new ReadLog(), ct);

    /// <summary>Reads a context's credentials and composes the connection.</summary>
    public ValueTask<Resolved<ResolvedContext>> ConnectAsync(ManagementContext context, CancellationToken ct) =>
        ConnectAsync(context, new ReadLog(), ct);

    /// <summary>Reads a context's credentials and composes the connection.</summary>
    /// <param name="reads">Is told of its Secret and what its templates read.</param>
    public async ValueTask<Resolved<ResolvedContext>> ConnectAsync(ManagementContext context, ReadLog reads, CancellationToken ct)
    {
        var compiled = await CompileAsync(context, reads, ct).ConfigureAwait(false);
        return compiled.TryGet(out var spec, out var problem)
            ? await ConnectAsync(context, spec, reads, ct).ConfigureAwait(false)
            : problem;
    }

    private ValueTask<Resolved<ManagementContextSpec>> CompileAsync(ManagementContext context, ReadLog reads, CancellationToken ct) =>
        templates.CompileAsync(
            context.Spec ?? new ManagementContextSpec(), ContractsJson.Relaxed.ManagementContextSpec, ObjectKey.Of(context), reads, ct);

    private async ValueTask<Resolved<ResolvedContext>> ConnectAsync(
        ManagementContext context, ManagementContextSpec spec, ReadLog reads, CancellationToken ct)
    {
        // An address that neither the context nor a token can give is told of before any Secret is asked for.
        if (!CloudTokens.IsEnabled(spec) && MissingField(spec) is { } missing)
        {
            return Incomplete(missing);
        }

        var signIn = await _signIns.ReadAsync(spec, context.Metadata.Namespace, reads, ct).ConfigureAwait(false);
        if (!signIn.TryGet(out var known, out var problem))
        {
            return problem;
        }

        var address = Address(spec, known);
        return address.TryGet(out var place, out problem)
            ? new ResolvedContext(context, new ApimConnection
            {
                Context = ObjectKey.Of(context).ToString(),
                BaseUrl = place.BaseUrl,
                ManagementPath = spec.Path,
                OrganizationId = place.OrganizationId,
                EnvironmentId = place.EnvironmentId,
                Cloud = spec.Cloud is not null,
                Credentials = known.Credentials,
            })
            : problem;
    }

    // Admission fills in what the token says; it may have been off, or the operator too old, when the context was stored.
    private static Resolved<CloudAddress> Address(ManagementContextSpec spec, SignIn signIn)
    {
        if (MissingField(spec) is not { } missing)
        {
            return new CloudAddress(spec.BaseUrl!, spec.OrganizationId!, spec.EnvironmentId!);
        }

        return string.IsNullOrWhiteSpace(signIn.Token)
            ? Incomplete(missing)
            : CloudAddress.Of(spec, signIn.Token, signIn.TokenField);
    }

    private async ValueTask<Resolved<ManagementContext>> FindAsync(
        NamespacedReference reference, string? ownerNamespace, ReadLog reads, CancellationToken ct)
    {
        var key = References.Target(reference, ownerNamespace);
        var lookup = await _lookup.FindAsync(key, reads, ct).ConfigureAwait(false);
        return lookup.TryGet(out var context, out var reason)
            ? context
            : new ResolutionProblem(
                key.Name.Length == 0 ? ProblemKind.InvalidObject : ProblemKind.UnresolvedReference,
                $"management context [{key}] that doesn't exist in the cluster: {reason}",
                ReferenceField);
    }

    // What is wrong with the context's fields must not look like a field of the object that refers to it.
    private static ResolutionProblem OfReference(ManagementContext context, string what, ResolutionProblem problem) => problem with
    {
        Message = $"management context [{ObjectKey.Of(context)}] that {what}: {problem.Message} (its {problem.Field})",
        Field = ReferenceField,
    };

    // Admission refuses such contexts; one that was stored while admission was off must not turn into a strange URL.
    private static string? MissingField(ManagementContextSpec spec) =>
        string.IsNullOrWhiteSpace(spec.BaseUrl) ? "spec.baseUrl"
        : string.IsNullOrWhiteSpace(spec.OrganizationId) ? "spec.organizationId"
        : string.IsNullOrWhiteSpace(spec.EnvironmentId) ? "spec.environmentId"
        : null;

    private static ResolutionProblem Incomplete(string field) => new(
        ProblemKind.InvalidObject, $"{field} is empty: a context needs an address, an organization and an environment", field);
}
