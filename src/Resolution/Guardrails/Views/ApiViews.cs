using Gko.Contracts;
using Gko.Kubernetes.Model;
using static Gko.Resolution.SpecLists;

namespace Gko.Resolution;

/// <summary>Shows APIs of both generations in one form.</summary>
internal static class ApiViews
{
    /// <summary>A v2 API.</summary>
    /// <param name="metadata">Its namespace and labels.</param>
    /// <param name="spec">Its spec, with templates evaluated if they can be.</param>
    /// <param name="templated">The fields that templates made.</param>
    public static ApiView Of(ObjectMeta metadata, ApiDefinitionSpec spec, TemplatedFields templated) => Of(
        metadata, spec, templated, [.. V2Views.Plans(spec)], [.. V2Views.Endpoints(spec)], [.. V2Views.Paths(spec)],
        [.. V2Views.Policies(spec)], V2Views.Tags(spec));

    /// <summary>A v4 API.</summary>
    /// <inheritdoc cref="Of(ObjectMeta, ApiDefinitionSpec, TemplatedFields)"/>
    public static ApiView Of(ObjectMeta metadata, ApiV4DefinitionSpec spec, TemplatedFields templated) => Of(
        metadata, spec, templated, [.. V4Views.Plans(spec)], [.. V4Views.Endpoints(spec)], [.. V4Views.Paths(spec)],
        [.. V4Views.Policies(spec, metadata.Namespace)], V4Views.Tags(spec));

    private static ApiView Of(
        ObjectMeta metadata, ApiSpec spec, TemplatedFields templated, IReadOnlyList<PlanView> plans, IReadOnlyList<EndpointView> endpoints,
        IReadOnlyList<FieldText> paths, IReadOnlyList<PolicyView> policies, IEnumerable<FieldText> moreTags) => new()
    {
        Namespace = metadata.Namespace ?? "",
        Labels = metadata.Labels ?? [],
        Name = spec.Name,
        Version = spec.Version,
        Visibility = spec.Visibility,
        Context = spec.ContextRef is { Name.Length: > 0 } reference ? References.Target(reference, metadata.Namespace) : null,
        Plans = plans,
        Endpoints = endpoints,
        Paths = paths,
        Policies = policies,
        Tags = [.. Each(spec.Tags, (tag, index) => new FieldText(tag, $"spec.tags[{index}]")), .. moreTags],
        IsTagged = spec.Tags is { Count: > 0 },
        Templated = templated,
    };
}
