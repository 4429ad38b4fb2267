using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>References as index values: <c>namespace/name</c> of what is meant. Those without a name have none.</summary>
internal static class ReferenceValues
{
    public static IEnumerable<string> Of(NamespacedReference? reference, string? ns) =>
        reference is { Name.Length: > 0 } ? [References.Target(reference, ns).ToString()] : [];

    public static IEnumerable<string> Of(IEnumerable<NamespacedReference?>? references, string? ns) =>
        (references ?? []).SelectMany(reference => Of(reference, ns)).Distinct(StringComparer.Ordinal);

    public static IEnumerable<string> Resources(ApiSpec? spec, string? ns) => Of(spec?.Resources?.Select(resource => resource?.Ref), ns);
}
