using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>
/// What upstream writes on Secrets and ConfigMaps to find the objects that use them: a list per kind, their number, and
/// finalizers that keep the source from going. This operator needs none of it, and a finalizer that nobody removes makes a
/// namespace undeletable.
/// </summary>
internal static class UpstreamMarks
{
    private static readonly string[] Lists =
    [
        AnnotationNames.ReferencingObjects(nameof(ManagementContext)),
        AnnotationNames.ReferencingObjects(nameof(ApiDefinition)),
        AnnotationNames.ReferencingObjects(nameof(ApiV4Definition)),
        AnnotationNames.ReferencingObjects(nameof(ApiResource)),
    ];

    private static readonly string[] ListsOfOthers =
    [
        AnnotationNames.ReferencingObjects(nameof(Application)),
        AnnotationNames.ReferencingObjects(nameof(Subscription)),
        AnnotationNames.ReferencingObjects(nameof(Group)),
        AnnotationNames.ReferencingObjects(nameof(Notification)),
        AnnotationNames.ReferencingObjects(nameof(SharedPolicyGroup)),
        AnnotationNames.ReferencingObjects(nameof(Dictionary)),
        AnnotationNames.ReferencingObjects(nameof(Documentation)),
        AnnotationNames.ReferencingObjects(nameof(Portal)),
        AnnotationNames.ReferencingObjects(nameof(PortalLink)),
        AnnotationNames.ReferencingObjects(nameof(PortalListing)),
        AnnotationNames.ReferencingObjects("Ingress"),
    ];

    /// <summary>Whether there is anything to release.</summary>
    public static bool AreOn(IResource source) =>
        Lists.Any(name => Value(source, name) is not null)
        || Finalizers.Has(source, FinalizerNames.ManagementContextSecret)
        || (Finalizers.Has(source, FinalizerNames.Templating) && RemainingUsers(source) == 0);

    /// <summary>The annotations to change; a null value removes one.</summary>
    public static IReadOnlyDictionary<string, string?> Annotations(IResource source)
    {
        var changes = Lists.Where(name => Value(source, name) is not null).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        if (Value(source, AnnotationNames.References) is not null)
        {
            var users = RemainingUsers(source);
            changes[AnnotationNames.References] = users == 0 ? null : users.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return changes;
    }

    /// <summary>The finalizers to remove; that of templating stays while kinds that only upstream serves use the source.</summary>
    public static IEnumerable<string> FinalizersToRemove(IResource source)
    {
        yield return FinalizerNames.ManagementContextSecret;
        if (RemainingUsers(source) == 0)
        {
            yield return FinalizerNames.Templating;
        }
    }

    private static int RemainingUsers(IResource source) => ListsOfOthers.Sum(name => Count(Value(source, name)));

    // What cannot be read counts as one user: rather a mark too many than a source that goes while it is needed.
    private static int Count(string? list)
    {
        if (string.IsNullOrEmpty(list))
        {
            return 0;
        }

        try
        {
            using var users = JsonDocument.Parse(list);
            return users.RootElement.ValueKind is JsonValueKind.Array ? users.RootElement.GetArrayLength() : 1;
        }
        catch (JsonException)
        {
            return 1;
        }
    }

    private static string? Value(IResource source, string annotation) => source.Metadata.Annotations?.GetValueOrDefault(annotation);
}
