using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Reads the kind of a reference to an API as upstream does: in any case, singular or plural.</summary>
public static class ApiKinds
{
    /// <summary>The plural that is meant; a v4 API when the reference names none. What is no API comes back in the same form.</summary>
    public static string PluralOf(string? kind) => string.IsNullOrEmpty(kind)
        ? ApiV4Definition.Type.Plural
        : kind.ToLowerInvariant().TrimEnd('s') + "s";

    /// <summary>Whether the reference means a v2 API.</summary>
    public static bool IsV2(NamespacedReference reference) => PluralOf(reference.Kind) == ApiDefinition.Type.Plural;

    /// <summary>Whether the reference means a v4 API.</summary>
    public static bool IsV4(NamespacedReference reference) => PluralOf(reference.Kind) == ApiV4Definition.Type.Plural;

    /// <summary>The API that is meant, whether it exists or not; null when the kind is none of an API.</summary>
    /// <param name="reference">Names it.</param>
    /// <param name="ownerNamespace">The namespace of the object that refers.</param>
    public static ReferenceKey? Target(NamespacedReference? reference, string? ownerNamespace) => reference switch
    {
        not { Name.Length: > 0 } => null,
        _ when IsV4(reference) => ReferenceKey.Of<ApiV4Definition>(References.Target(reference, ownerNamespace)),
        _ when IsV2(reference) => ReferenceKey.Of<ApiDefinition>(References.Target(reference, ownerNamespace)),
        _ => null,
    };
}
