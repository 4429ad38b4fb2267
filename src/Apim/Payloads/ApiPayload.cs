namespace Gko.Apim.Payloads;

/// <summary>An API as APIM takes it.</summary>
/// <param name="Id">The id that is sent; APIM may answer with another when it knows the cross id already.</param>
/// <param name="CrossId">The id that is equal over environments.</param>
/// <param name="Body">JSON in UTF-8 with sorted keys: equal definitions give equal bytes.</param>
/// <param name="Hash">
/// SHA-256 of the definition in lower-case hexadecimal digits. It leaves out the ids of the API and its plans, because APIM
/// may replace them: the first answer alone must not make a definition look changed.
/// </param>
public sealed record ApiPayload(string Id, string CrossId, ReadOnlyMemory<byte> Body, string Hash);
