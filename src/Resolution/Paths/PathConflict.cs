namespace Gko.Resolution;

/// <summary>Another API that answers where the looked-at one wants to.</summary>
/// <param name="Address">The address that both claim, as the looked-at API names it.</param>
/// <param name="Owner">The API that has it already.</param>
/// <param name="OwnerPath">The address as that one writes it, which is how upstream's messages show it.</param>
/// <param name="Kind">In which way.</param>
public sealed record PathConflict(
    ApiAddress Address, ReferenceKey Owner, string OwnerPath, PathConflictKind Kind = PathConflictKind.SameAddress);
