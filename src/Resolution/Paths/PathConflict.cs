namespace Gko.Resolution;

/// <summary>Another API that answers where the looked-at one wants to.</summary>
/// <param name="Address">The address that both claim, as the looked-at API names it.</param>
/// <param name="Owner">The API that has it already.</param>
/// <param name="IsTolerated">
/// Whether upstream lets it pass, so that it is worth a warning only: a shared Kafka host, or a v2 and a v4 API of one name.
/// </param>
public sealed record PathConflict(ApiAddress Address, ReferenceKey Owner, bool IsTolerated);
