namespace Gko.Resolution;

/// <summary>Another API that answers where the looked-at one wants to.</summary>
/// <param name="Address">The address that both claim, as the looked-at API names it.</param>
/// <param name="Owner">The API that has it already.</param>
/// <param name="Kind">In which way.</param>
public sealed record PathConflict(ApiAddress Address, ReferenceKey Owner, PathConflictKind Kind = PathConflictKind.SameAddress);
