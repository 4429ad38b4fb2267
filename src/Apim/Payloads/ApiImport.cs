namespace Gko.Apim.Payloads;

/// <summary>An API as APIM takes it.</summary>
/// <param name="Id">The id that is sent; APIM may answer with another when it knows the cross id already. Null when APIM derives it.</param>
/// <param name="CrossId">The id that is equal over environments; null when APIM derives it.</param>
/// <param name="Reference">What the API is called in URLs: its human-readable id, or its id when <paramref name="IsUuid"/>.</param>
/// <param name="IsUuid">True when <paramref name="Reference"/> is a UUID, which the Automation API must be told.</param>
/// <param name="Body">JSON in UTF-8 with sorted keys: equal definitions give equal bytes.</param>
/// <param name="Hash">
/// SHA-256 of the definition in lower-case hexadecimal digits. It leaves out what APIM may replace, such as ids of the API and
/// its plans: the first answer alone must not make a definition look changed.
/// </param>
public sealed record ApiImport(
    string? Id, string? CrossId, string Reference, bool IsUuid, ReadOnlyMemory<byte> Body, string Hash)
{
    /// <summary>What makes the body not worth sending; empty nearly always.</summary>
    public IReadOnlyList<PayloadProblem> Problems { get; init; } = [];
}
